import type { ExecutorCallUpdate, TaskInfo } from '../../../types/mesos-v1.ts'
import { isTerminal } from '../terminal-states.ts'
import { isUuid } from '../../util/uuid-bytes.ts'
import type { ExecutorLife } from './executor-life.ts'
import type { ExecutorParts } from './executor-parts.ts'
import { droppedTask } from './executor-statuses.ts'
import type { ExecutorVoice } from './executor-voice.ts'
import type { Executor } from './executor.ts'

type ExecutorUpdatesParts = Pick<ExecutorParts, 'agentInfo' | 'metrics'>

/** Of so many updates of a task it is remembered that they were taken. */
const REMEMBERED = 100

/** What executors say of their tasks: taken once, kept, and then acknowledged. */
export class ExecutorUpdates {
  readonly #life: ExecutorLife
  readonly #voice: ExecutorVoice
  readonly #parts: ExecutorUpdatesParts

  constructor (parts: ExecutorUpdatesParts, life: ExecutorLife, voice: ExecutorVoice) {
    this.#parts = parts
    this.#life = life
    this.#voice = voice
    for (const kind of ['valid', 'invalid']) parts.metrics.count(`slave/${kind}_status_updates`, 0)
  }

  /** Rejects when it could not be kept: then it is not acknowledged, and the executor will say it again. */
  async take (executor: Executor, update: ExecutorCallUpdate): Promise<void> {
    if (await this.#keep(executor, update)) this.#acknowledge(executor, update)
  }

  /**
   * Brings an executor that subscribes, and the agent, to one mind. What it says is acknowledged when it has been greeted, by the
   * returned function.
   */
  async reconcile (executor: Executor, updates: ExecutorCallUpdate[], tasks: TaskInfo[]): Promise<() => void> {
    const kept: ExecutorCallUpdate[] = []
    for (const update of updates) if (await this.#keep(executor, update)) kept.push(update)
    const known = new Set(tasks.map(({ taskId }) => taskId.value))
    for (const task of executor.record.tasks) {
      const { info: { taskId }, sent, state } = task
      if (!sent || state !== undefined || known.has(taskId.value)) continue
      executor.remove(task)
      await this.#voice.say(executor, droppedTask(taskId, executor.record.framework), 'SOURCE_AGENT')
    }
    return () => { for (const update of kept) this.#acknowledge(executor, update) }
  }

  /**
   * False: it is no update at all, or one of another agent's. What is not news is acknowledged too, and unlike in Mesos what is of no task here, or the
   * executor would go on repeating it.
   */
  async #keep (executor: Executor, { status }: ExecutorCallUpdate): Promise<boolean> {
    const task = executor.task(status.taskId)
    const isOurs = status.agentId === undefined || status.agentId.value === this.#parts.agentInfo.id?.value
    const uuid = isOurs && status.uuid !== undefined && isUuid(status.uuid) ? Buffer.from(status.uuid).toString('hex') : undefined
    this.#parts.metrics.count(`slave/${uuid === undefined ? 'invalid' : 'valid'}_status_updates`)
    if (uuid === undefined) return false
    if (task?.sent !== true || task.taken.includes(uuid)) return true
    const ends = isTerminal(status.state)
    try {
      // Its resources are taken back before anybody may give them away, but whoever recovers meanwhile must still find it.
      if (ends) {
        executor.leaving = task
        await this.#life.resize(executor)
      }
      await this.#voice.say(executor, status, 'SOURCE_EXECUTOR')
      if (ends) executor.remove(task)
    } finally {
      executor.leaving = undefined
    }
    task.state = status.state
    task.taken = [...task.taken, uuid].slice(-REMEMBERED)
    await this.#life.save(executor)
    return true
  }

  #acknowledge (executor: Executor, { status: { taskId, uuid } }: ExecutorCallUpdate): void {
    executor.connection?.send({ type: 'ACKNOWLEDGED', acknowledged: { taskId, uuid: uuid as Uint8Array } })
  }
}
