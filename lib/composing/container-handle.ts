import type { ContainerID, TaskStatus } from '../../types/mesos-v1.ts'
import type { ContainerEnd, RunningContainer } from '../../types/running-container.ts'
import { handOn } from './hand-on.ts'
import type { RunChain } from './run-container.ts'

interface Run {
  id: ContainerID
  directory: string
  feed: AsyncIterable<TaskStatus>
  end: Promise<ContainerEnd>
}

/** A container in the hand of its host. */
export function containerHandle (chain: RunChain, { id, directory, feed, end }: Run): RunningContainer {
  return {
    id,
    directory,
    wait: () => end,
    [Symbol.asyncIterator]: () => feed[Symbol.asyncIterator](),
    ...handOn(chain, id),

    async kill ({ graceMs } = {}) {
      const policy = graceMs === undefined ? {} : { killPolicy: { gracePeriod: { nanoseconds: graceMs * 1e6 } } }
      if (await chain.killTask(id, policy)) return true
      // Its containerizer knows no gentle end, or it has ended.
      return await chain.destroy(id) !== null
    },

    async destroy () {
      await chain.destroy(id)
      return await end
    }
  }
}
