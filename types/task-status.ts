import type { ContainerID, TaskStatus } from './mesos-v1.ts'

/**
 * Receives every status of every command task, in the order in which they came about for one container.
 * `uuid`, `agentId`, `timestamp` and `source` are unset: the agent fills them in. A throw is logged, nothing more.
 * A returned promise is awaited for a terminal status only: until it settles, what could tell of the end once more is
 * kept, so that a crash loses no last status. A rejection is logged as a throw is.
 * After a recovery the last status may come once more; a receiver tells by its state.
 */
export type TaskStatusListener = (containerId: ContainerID, status: TaskStatus) => void | Promise<void>
