import type { ExecutorConnection } from '../../../types/executors.ts'
import type { ExecutorCallSubscribe, KillPolicy, TaskID } from '../../../types/mesos-v1.ts'
import { after } from '../scheduler/after.ts'
import type { ExecutorLife } from './executor-life.ts'
import type { ExecutorParts } from './executor-parts.ts'
import { frameworkIdOf } from './executor-record.ts'
import type { ExecutorTask } from './executor-record.ts'
import type { ExecutorUpdates } from './executor-updates.ts'
import type { Executor } from './executor.ts'

const HEARTBEAT_MS = 30 * 60_000

/** What goes from the agent to an executor that listens, and waits for one that does not. */
export class ExecutorDelivery {
  readonly #parts: ExecutorParts
  readonly #life: ExecutorLife
  readonly #updates: ExecutorUpdates

  constructor (parts: ExecutorParts, life: ExecutorLife, updates: ExecutorUpdates) {
    this.#parts = parts
    this.#life = life
    this.#updates = updates
  }

  /** A former connection is closed. One that is to end is told so, and nothing else. Never throws. */
  subscribe (executor: Executor, connection: ExecutorConnection, subscribe: ExecutorCallSubscribe): void {
    if (executor.phase === 'TERMINATING' || executor.phase === 'TERMINATED') {
      connection.send({ type: 'SHUTDOWN' })
      return connection.close()
    }
    executor.connection?.close()
    executor.connection = connection
    executor.greeted = false
    executor.phase = 'RUNNING'
    this.#beat(executor, connection)
    executor.run(() => this.#greet(executor, connection, subscribe)).catch((err: unknown) => {
      this.#parts.log.error({ err, container: executor.key }, 'the subscription of an executor failed')
      connection.close()
    })
  }

  /** Gives it whatever waits, in order of arrival, once its container has grown for it. Never throws. */
  deliver (executor: Executor): void {
    executor.run(() => this.#deliver(executor)).catch((err: unknown) => {
      this.#parts.log.error({ err, container: executor.key }, 'tasks could not be given to their executor')
    })
  }

  /** In its turn, or it would overtake the task: one counts as sent while that is still being written down. Never throws. */
  kill (executor: Executor, taskId: TaskID, killPolicy?: KillPolicy): void {
    executor.run(() => this.#kill(executor, taskId, killPolicy)).catch((err: unknown) => {
      this.#parts.log.error({ err, container: executor.key }, 'a kill could not be given to an executor')
    })
  }

  /** Unlike Mesos, which loses it, a kill that nobody is there to hear is said when the executor is back, be it to the next agent. */
  async #kill (executor: Executor, taskId: TaskID, killPolicy?: KillPolicy): Promise<void> {
    const task = executor.task(taskId)
    // It ended before its kill had its turn.
    if (task === undefined) return
    const kill = killPolicy === undefined ? {} : { killPolicy }
    if (executor.listens) return executor.connection!.send({ type: 'KILL', kill: { taskId, ...kill } })
    task.unheardKill = kill
    await this.#life.save(executor)
  }

  #beat (executor: Executor, connection: ExecutorConnection): void {
    executor.cancelTimer()
    executor.cancelTimer = after(this.#parts.clock, HEARTBEAT_MS, () => {
      connection.send({ type: 'HEARTBEAT' })
      this.#beat(executor, connection)
    })
    connection.onClose(() => { if (executor.connection === connection && executor.phase === 'RUNNING') executor.cancelTimer() })
  }

  async #greet (executor: Executor, connection: ExecutorConnection, { unacknowledgedTasks = [], unacknowledgedUpdates = [] }: ExecutorCallSubscribe): Promise<void> {
    const { containerizers, agentInfo } = this.#parts
    const { record } = executor
    record.subscribed = true
    const before = record.tasks.length
    const framework = this.#parts.framework?.(frameworkIdOf(record))
    if (framework !== undefined) executor.heed(framework)
    const acknowledge = await this.#updates.reconcile(executor, unacknowledgedUpdates, unacknowledgedTasks)
    if (!record.everSent && record.tasks.length === 0) return this.#life.shutdown(executor)
    const { networkInfos = [] } = await containerizers.status(record.containerId).catch(() => ({}) as { networkInfos?: [] })
    executor.networkInfos = networkInfos.length === 0 ? undefined : networkInfos
    await this.#life.save(executor)
    // One that subscribed again meanwhile is greeted there.
    if (executor.connection !== connection) return
    executor.greeted = true
    connection.send({
      type: 'SUBSCRIBED',
      subscribed: { executorInfo: record.executor, frameworkInfo: record.framework, agentInfo, containerId: record.containerId }
    })
    acknowledge()
    // What it never heard of takes no room. Unlike Mesos, where nothing changed nothing is asked for: a failure would end the executor.
    if (record.tasks.length < before) await this.#life.resize(executor)
    await this.#deliver(executor)
    await this.#repeatKills(executor)
  }

  async #repeatKills (executor: Executor): Promise<void> {
    const unheard = executor.record.tasks.filter(({ unheardKill }) => unheardKill !== undefined)
    for (const task of unheard) {
      const { killPolicy } = task.unheardKill!
      delete task.unheardKill
      await this.#kill(executor, task.info.taskId, killPolicy)
    }
    if (unheard.length > 0) await this.#life.save(executor)
  }

  async #deliver (executor: Executor): Promise<void> {
    if (executor.listens && executor.unsent.length > 0) await this.#life.resize(executor)
    for (let batch = executor.unsent[0]; batch !== undefined && executor.listens; batch = executor.unsent[0]) await this.#send(executor, batch)
  }

  /** That it is sent is on disk first: a task may be lost between the two, but is never given out twice. */
  async #send (executor: Executor, batch: ExecutorTask[]): Promise<void> {
    const mark = (sent: boolean): void => { for (const task of batch) task.sent = sent }
    mark(true)
    executor.record.everSent = true
    await this.#life.save(executor)
    if (!executor.listens) return mark(false)
    const [first] = batch as [ExecutorTask]
    executor.connection!.send(first.group === undefined
      ? { type: 'LAUNCH', launch: { task: first.info } }
      : { type: 'LAUNCH_GROUP', launchGroup: { taskGroup: { tasks: batch.map(({ info }) => info) } } })
  }
}
