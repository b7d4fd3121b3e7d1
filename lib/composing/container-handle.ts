import { constants } from 'node:os'
import type { OutputStream } from '../../types/docker-engine.ts'
import type { ContainerID } from '../../types/mesos-v1.ts'
import type { ContainerEnd, RunningContainer } from '../../types/running-container.ts'
import { errors } from '../errors.ts'
import type { RunChain } from './run-container.ts'
import type { StatusFeed } from './status-feed.ts'

interface Run {
  id: ContainerID
  directory: string
  feed: StatusFeed
  end: Promise<ContainerEnd>
}

/** A container in the hand of its host. */
export function containerHandle (chain: RunChain, { id, directory, feed, end }: Run): RunningContainer {
  return {
    id,
    directory,
    wait: () => end,
    [Symbol.asyncIterator]: () => feed[Symbol.asyncIterator](),

    async kill ({ graceMs } = {}) {
      const policy = graceMs === undefined ? {} : { killPolicy: { gracePeriod: { nanoseconds: graceMs * 1e6 } } }
      if (await chain.killTask(id, policy)) return true
      // Its containerizer knows no gentle end, or it has ended.
      return await chain.destroy(id) !== null
    },

    async signal (signal) {
      const number = typeof signal === 'number' ? signal : constants.signals[signal]
      if (!Number.isInteger(number) || number < 1 || number > 64) {
        throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`signal must be a name or a number of signal(7), not ${JSON.stringify(signal)}`)
      }
      return await chain.kill(id, number)
    },

    async exec (command, options = {}) {
      const { signal, ...more } = options
      const output: Record<OutputStream, Buffer[]> = { stdout: [], stderr: [] }
      const exitCode = await chain.exec(id, { command, ...more }, {
        ...(signal && { signal }),
        output: { write: (stream, data) => { output[stream].push(data); return undefined } }
      })
      return { exitCode, stdout: Buffer.concat(output.stdout).toString(), stderr: Buffer.concat(output.stderr).toString() }
    },

    async destroy () {
      await chain.destroy(id)
      return await end
    }
  }
}
