import { constants } from 'node:os'
import type { ExecCapable, SignalCapable } from '../../types/containerizer.ts'
import type { OutputStream } from '../../types/docker-engine.ts'
import type { ContainerID } from '../../types/mesos-v1.ts'
import type { RunningContainer } from '../../types/running-container.ts'
import { errors } from '../errors.ts'

/** What can be done with a container of which only the id is known. */
export function handOn (chain: SignalCapable & ExecCapable, id: ContainerID): Pick<RunningContainer, 'signal' | 'exec'> {
  return {
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
    }
  }
}
