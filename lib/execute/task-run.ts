import type { Clock } from '../../types/clock.ts'
import type { AgentID, Offer, SchedulerCall, SchedulerEvent, TaskInfo, TaskState, TaskStatus } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { FileTail } from './file-tail.ts'
import { OutputFollower } from './output-follower.ts'
import { PullFollower } from './pull-follower.ts'
import { statusLines } from './status-lines.ts'
import { takeResources } from './take-resources.ts'
import type { Terminal } from './terminal.ts'

export interface TaskRunOptions {
  task: TaskInfo
  send: (call: SchedulerCall) => Promise<void>
  stdout: (text: string | Uint8Array) => void
  stderr: (text: string | Uint8Array) => void
  clock: Clock
  /** Milliseconds from TASK_RUNNING to the kill; undefined: never. */
  killAfterMs?: number | undefined
  follow: boolean
  /** Where the pull of the image is shown; without one it is not. */
  terminal?: Terminal | undefined
}

const terminal: ReadonlySet<TaskState> = new Set<TaskState>([
  'TASK_FINISHED', 'TASK_FAILED', 'TASK_KILLED', 'TASK_ERROR', 'TASK_LOST', 'TASK_DROPPED', 'TASK_GONE', 'TASK_GONE_BY_OPERATOR'
])

/** One task from the first offer that fits to its end. */
export class TaskRun {
  readonly #options: TaskRunOptions
  readonly #ended = new AbortController()
  #frameworkId = ''
  #agentUrl: string | undefined
  #launched = false
  #killing: Promise<void> | undefined
  #follower: OutputFollower | undefined
  #pull: PullFollower | undefined
  #ending: Promise<void> | undefined

  constructor (options: TaskRunOptions) {
    this.#options = options
  }

  /** Takes the next event; answers the task's state once that is final. Throws CONTAINERIZER_ERR_MASTER_FAILED on an ERROR event. */
  async take (event: SchedulerEvent): Promise<TaskState | undefined> {
    switch (event.type) {
      case 'SUBSCRIBED':
        this.#frameworkId = event.subscribed!.frameworkId.value
        this.#options.stdout(`Subscribed with ID ${this.#frameworkId}\n`)
        return undefined
      case 'OFFERS':
        for (const offer of event.offers?.offers ?? []) await this.#consider(offer)
        return undefined
      case 'UPDATE':
        return event.update && await this.#update(event.update.status)
      case 'ERROR':
        throw new errors.CONTAINERIZER_ERR_MASTER_FAILED(`Received an ERROR event: ${event.error?.message}`)
      default: // Nothing else matters to a single task, and what a newer master sends must not end it.
        return undefined
    }
  }

  /** Ends what is under way: no kill any more, the output copied to its end. Once, however often it is asked for. */
  end (): Promise<void> {
    this.#ending ??= this.#end()
    return this.#ending
  }

  async #end (): Promise<void> {
    this.#ended.abort()
    await this.#pull?.stop()
    await this.#killing
    try {
      await this.#follower?.stop()
    } catch (error) {
      this.#options.stderr(`Cannot follow the output: ${(error as Error).message}\n`)
    }
  }

  async #consider (offer: Offer): Promise<void> {
    const { task, send, stdout } = this.#options
    const resources = this.#launched ? undefined : takeResources(offer.resources ?? [], task.resources ?? [])
    if (resources === undefined) {
      await send({ type: 'DECLINE', decline: { offerIds: [offer.id] } })
      return
    }
    this.#launched = true
    this.#agentUrl = urlOf(offer)
    const launch = { taskInfos: [{ ...task, agentId: offer.agentId, resources }] }
    await send({ type: 'ACCEPT', accept: { offerIds: [offer.id], operations: [{ type: 'LAUNCH', launch }] } })
    stdout(`Submitted task '${task.name}' to agent '${offer.agentId.value}'\n`)
    // Only one task is ever launched. Unlike Mesos, which suppresses on the first offer that is too small, and then waits for ever.
    await send({ type: 'SUPPRESS' })
    this.#showPull()
  }

  #showPull (): void {
    const { terminal, clock, task } = this.#options
    if (terminal === undefined || this.#agentUrl === undefined) return
    this.#pull = new PullFollower({ agentUrl: this.#agentUrl, frameworkId: this.#frameworkId, executorId: task.taskId.value, terminal, clock })
  }

  async #update (status: TaskStatus): Promise<TaskState | undefined> {
    const { task, send, stdout, killAfterMs } = this.#options
    // From its first status on there is nothing to pull, and the line must not run into others.
    await this.#pull?.stop()
    stdout(statusLines(status))
    const { agentId, uuid, state } = status
    if (uuid !== undefined && agentId !== undefined) await send({ type: 'ACKNOWLEDGE', acknowledge: { agentId, taskId: status.taskId, uuid } })
    if (status.taskId.value !== task.taskId.value) return undefined
    // A task that ends at once may have no other status than its last, and still have written something.
    if (uuid !== undefined) this.#startFollowing(status)
    if (terminal.has(state)) return state
    if (state === 'TASK_RUNNING' && killAfterMs !== undefined && agentId !== undefined) this.#killing ??= this.#killAfter(killAfterMs, agentId)
    return undefined
  }

  #startFollowing (status: TaskStatus): void {
    const { follow, stdout, stderr, clock, task } = this.#options
    if (!follow || this.#agentUrl === undefined || this.#follower !== undefined) return
    const executor = status.executorId?.value ?? task.taskId.value
    const sandbox = `/frameworks/${this.#frameworkId}/executors/${executor}/runs/latest`
    const files = Object.entries({ stdout, stderr }).map(([name, take]) => ({ tail: new FileTail(this.#agentUrl as string, `${sandbox}/${name}`), take }))
    this.#follower = new OutputFollower(files, clock)
  }

  async #killAfter (ms: number, agentId: AgentID): Promise<void> {
    const { clock, send, stdout, stderr, task: { taskId } } = this.#options
    try {
      await clock.sleep(ms, this.#ended.signal)
      stdout(`Asked to kill task '${taskId.value}' on agent '${agentId.value}'\n`)
      await send({ type: 'KILL', kill: { taskId, agentId } })
    } catch (error) {
      if (!this.#ended.signal.aborted) stderr(`${(error as Error).message}\n`)
    }
  }
}

function urlOf ({ url }: Offer): string | undefined {
  return url && `${url.scheme}://${url.address.ip ?? url.address.hostname}:${url.address.port}`
}
