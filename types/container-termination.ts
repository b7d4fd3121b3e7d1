import type { TaskResourceLimitation, TaskState, TaskStatusReason } from './mesos-v1.ts'

/** How a container ended. Every member is absent when it is not known; nothing is made up. */
export interface ContainerTermination {
  /** Raw wait(2) status: exit code << 8, or the number of the signal that killed it. */
  status?: number
  /** The state a task that lived in this container should be given. */
  state?: TaskState
  reason?: TaskStatusReason
  message: string
  limitation?: TaskResourceLimitation
}
