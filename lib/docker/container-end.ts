import type { ContainerTermination } from '../../types/container-termination.ts'
import type { DiskExcess } from '../../types/sandbox.ts'
import { diskExcess } from '../sandbox/disk-excess.ts'
import type { StopCause } from './docker-run.ts'
import { exitMessage, rawStatus } from './terminal-status.ts'

const MIB = 1024 * 1024

/** What is known of an end, and from whom. Nothing in here is a guess. */
export interface EndEvidence {
  /** The engine's word; null: the container is gone, and with it the code. */
  exitCode: number | null
  /** Why it was being ended; null: nobody here asked for it. */
  stop: StopCause | null
  /** How much too much of the disk it took, where that was why. */
  excess?: DiskExcess | undefined
  /** The kernel killed a process of it for want of memory: its limit in bytes, 0 where it has none. */
  memoryLimitBytes?: number
  /** It did not end by itself: the agent died before it was started, or the host while it ran. */
  cutOff?: 'INTERRUPTED' | 'REBOOTED'
}

const UNKNOWN = 'Failed to get exit status of container'
const cutOff = {
  INTERRUPTED: { reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'The agent was restarted during the launch' },
  REBOOTED: { reason: 'REASON_AGENT_RESTARTED', message: 'The host of the agent was rebooted' }
} as const

/** One row per kind of end, the first that fits; in the original's words where it has some. A kill that was asked for is TASK_KILLED, also with exit code 0. */
export function containerEnd ({ exitCode, stop, excess, memoryLimitBytes, cutOff: why }: EndEvidence): ContainerTermination {
  const told = exitCode === null ? { message: UNKNOWN } : { status: rawStatus(exitCode), message: exitMessage(exitCode) }
  if (stop === 'COMPLETION') return { state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED', ...told }
  if (excess !== undefined) return { ...told, ...diskExcess(excess) }
  if (why !== undefined) return { state: stop === null ? 'TASK_FAILED' : 'TASK_KILLED', ...cutOff[why] }
  if (stop !== null) return { state: 'TASK_KILLED', ...told }
  if (exitCode === null) return { state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_TERMINATED', ...told }
  if (exitCode === 0) return { state: 'TASK_FINISHED', ...told }
  if (memoryLimitBytes === undefined) return { state: 'TASK_FAILED', ...told }
  const mem = Math.floor(memoryLimitBytes / MIB)
  const starved = `${told.message}: a process of it was killed for want of memory`
  return {
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_MEMORY',
    ...told,
    ...(mem === 0
      ? { message: starved }
      : { message: `${starved}, its limit is ${mem} MB`, limitation: { resources: [{ name: 'mem', type: 'SCALAR', scalar: { value: mem } }] } })
  }
}
