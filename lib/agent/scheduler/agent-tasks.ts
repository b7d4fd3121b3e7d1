import type { Clock } from '../../../types/clock.ts'
import type { Resource, TaskInfo, TaskStatus } from '../../../types/mesos-v1.ts'
import type { TaskRecord } from '../../../types/scheduler.ts'
import { addResources, subtractResources } from '../resource-math.ts'
import { accounted } from './resource-form.ts'
import { isTerminal } from './task-states.ts'
import { UpdateStream } from './update-stream.ts'

/** A task from its launch until its terminal status was acknowledged. */
export interface AgentTask {
  readonly key: string
  readonly frameworkId: string
  readonly info: TaskInfo
  readonly role: string
  readonly resources: Resource[]
  readonly stream: UpdateStream
  latest: TaskStatus | undefined
  /** Read from the checkpoint and not heard of since. */
  recovered: boolean
}

export interface NewTask {
  frameworkId: string
  info: TaskInfo
  role: string
  latest?: TaskStatus
  unacknowledged?: TaskStatus[]
}

export interface AgentTasksOptions {
  clock: Clock
  persist: (task: AgentTask) => Promise<void>
  /** False when the task's framework does not listen. */
  send: (task: AgentTask, status: TaskStatus) => boolean
}

/** No id may hold a slash. */
const keyOf = (frameworkId: string, taskId: string) => `${frameworkId}/${taskId}`

/** All tasks, and the sum of the resources of those that have not ended. */
export class AgentTasks {
  readonly #options: AgentTasksOptions
  readonly #tasks = new Map<string, AgentTask>()
  #used: Resource[] = []

  constructor (options: AgentTasksOptions) {
    this.#options = options
  }

  get used (): Resource[] { return this.#used }

  get (frameworkId: string, taskId: string): AgentTask | undefined {
    return this.#tasks.get(keyOf(frameworkId, taskId))
  }

  all (): AgentTask[] {
    return [...this.#tasks.values()]
  }

  of (frameworkId: string): AgentTask[] {
    return this.all().filter(task => task.frameworkId === frameworkId)
  }

  add ({ frameworkId, info, role, latest, unacknowledged }: NewTask): AgentTask {
    const { clock, persist, send } = this.#options
    const added: AgentTask = {
      key: keyOf(frameworkId, info.taskId.value),
      frameworkId,
      info,
      role,
      resources: accounted(info.resources),
      stream: new UpdateStream({ clock, persist: () => persist(added), send: status => send(added, status) }, unacknowledged),
      latest,
      recovered: false
    }
    this.#tasks.set(added.key, added)
    if (!ended(added)) this.#used = addResources(this.#used, added.resources)
    return added
  }

  /** Notes the newest status, without its data as the original does. True when the task ended by it: its resources are free then. */
  note (task: AgentTask, { data, ...latest }: TaskStatus): boolean {
    task.latest = latest
    if (!ended(task)) return false
    this.#used = subtractResources(this.#used, task.resources)
    return true
  }

  /** To be called for ended tasks only. */
  remove (task: AgentTask): void {
    task.stream.close()
    this.#tasks.delete(task.key)
  }
}

export function ended (task: AgentTask): boolean {
  return task.latest !== undefined && isTerminal(task.latest.state)
}

export function recordOf (task: AgentTask): TaskRecord {
  const { frameworkId, info, role, latest, stream } = task
  return { frameworkId, task: info, role, unacknowledged: [...stream.unacknowledged], ...(latest === undefined ? {} : { latest }) }
}
