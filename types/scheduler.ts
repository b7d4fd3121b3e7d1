import type { FrameworkInfo, SchedulerEvent, TaskInfo, TaskStatus } from './mesos-v1.ts'

/** The event stream of one subscription, as the scheduler API's core sees it. */
export interface EventConnection {
  /** Sent to the framework as Mesos-Stream-Id; every later call must bring it. */
  readonly streamId: string
  /** Never throws. After `close` it does nothing. */
  send (event: SchedulerEvent): void
  /** Ends the stream after what was sent. Idempotent. */
  close (): void
  /** The listener is called once, when the stream has ended for whatever reason. */
  onClose (listener: () => void): void
}

/** What is remembered of a framework. Key of the record: its id. */
export interface FrameworkRecord {
  /** With `id`. */
  info: FrameworkInfo
  /** Torn down or timed out: the id cannot be used again. */
  removed: boolean
}

/** What is remembered of a task until its terminal status was acknowledged. Key of the record: both ids. */
export interface TaskRecord {
  frameworkId: string
  task: TaskInfo
  /** Role that the resources were allocated to. */
  role: string
  /** Newest status; absent while nothing was heard. */
  latest?: TaskStatus
  /** Not acknowledged yet, oldest first. */
  unacknowledged: TaskStatus[]
}
