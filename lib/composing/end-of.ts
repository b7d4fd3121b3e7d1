import type { ContainerTermination } from '../../types/container-termination.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'
import type { ContainerEnd } from '../../types/running-container.ts'

export const alive = /^TASK_(STAGING|STARTING|RUNNING|KILLING)$/

/** The end in the words of the last status, which are the better ones, and else of the containerizer. */
export function endOf (termination: ContainerTermination | null, newest: TaskStatus | undefined): ContainerEnd {
  const said = newest === undefined || alive.test(newest.state) ? undefined : newest
  const { status, message = 'Nobody knows how the container ended' } = termination ?? {}
  const reason = said?.reason ?? termination?.reason
  return {
    state: said?.state ?? termination?.state ?? (status === 0 ? 'TASK_FINISHED' : 'TASK_FAILED'),
    exitCode: status === undefined ? null : exitCodeOf(status),
    ...(reason === undefined ? {} : { reason }),
    message: said?.message ?? message
  }
}

/** From the status word of wait(2). */
export function exitCodeOf (status: number): number {
  const signal = status & 0x7f
  return signal === 0 ? status >> 8 : 128 + signal
}
