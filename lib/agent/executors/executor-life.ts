import type { ContainerTermination } from '../../../types/container-termination.ts'
import type { TaskStatus } from '../../../types/mesos-v1.ts'
import { unsupportedContainer } from '../agent-statuses.ts'
import { after } from '../scheduler/after.ts'
import { RecordWriter } from '../scheduler/record-writer.ts'
import type { ExecutorBook } from './executor-book.ts'
import { executorConfig } from './executor-config.ts'
import { executorEnvironment } from './executor-environment.ts'
import { executorLimits } from './executor-limits.ts'
import type { ExecutorParts } from './executor-parts.ts'
import type { ExecutorRecord } from './executor-record.ts'
import { executorEnded, notRegistered, notReregistered, updateFailed } from './executor-statuses.ts'
import type { ExecutorVoice } from './executor-voice.ts'
import type { Executor } from './executor.ts'

const RETRY_MS = 10_000
const LAUNCH_ERRORS = 'slave/container_launch_errors'

/** Containers of executors from launch to end, and how long each may take for what. */
export class ExecutorLife {
  readonly #parts: ExecutorParts
  readonly #book: ExecutorBook
  readonly #voice: ExecutorVoice
  readonly #writer: RecordWriter<ExecutorRecord>

  constructor (parts: ExecutorParts, book: ExecutorBook, voice: ExecutorVoice) {
    this.#parts = parts
    this.#book = book
    this.#voice = voice
    this.#writer = new RecordWriter(parts.records)
  }

  /** Begins the launch. Never throws: what goes wrong ends the executor. */
  launch (executor: Executor): void {
    this.#launch(executor).catch((error: Error) => {
      if (this.#voice.closed) return
      this.#parts.metrics.count(LAUNCH_ERRORS)
      this.#end(executor, { reason: 'REASON_CONTAINER_LAUNCH_FAILED', state: 'TASK_FAILED', message: `Failed to launch container: ${error.message}` })
      this.destroy(executor)
    })
  }

  /** An executor that does not subscribe in time, or again after a restart of the agent, is destroyed. */
  expect (executor: Executor): void {
    const { clock, registrationTimeoutMs, reregistrationTimeoutMs } = this.#parts
    const { subscribed, framework } = executor.record
    executor.cancelTimer()
    executor.cancelTimer = after(clock, subscribed ? reregistrationTimeoutMs : registrationTimeoutMs, () => {
      executor.phase = 'TERMINATING'
      executor.pendingEnd = subscribed ? notReregistered(framework, reregistrationTimeoutMs) : notRegistered(registrationTimeoutMs)
      this.destroy(executor)
    })
  }

  /** Tells it to end, and ends it after its grace; one that has never been heard of has nothing to do before. */
  shutdown (executor: Executor): void {
    const { clock } = this.#parts
    if (executor.phase === 'TERMINATING' || executor.phase === 'TERMINATED') return
    executor.phase = 'TERMINATING'
    executor.connection?.send({ type: 'SHUTDOWN' })
    executor.cancelTimer()
    if (executor.record.subscribed) executor.cancelTimer = after(clock, this.#graceMs(executor), () => this.destroy(executor))
    else this.destroy(executor)
  }

  /** Never throws: what fails is tried again until the container has ended. */
  destroy (executor: Executor): void {
    const { containerizers, log } = this.#parts
    containerizers.destroy(executor.record.containerId).catch((err: unknown) => {
      log.error({ err, container: executor.key }, 'the container of an executor could not be destroyed')
      if (executor.phase === 'TERMINATING') this.#again(executor, () => this.destroy(executor))
    })
  }

  /** Notices the end of its container. */
  watch (executor: Executor): void {
    this.#parts.containerizers.wait(executor.record.containerId).then(
      termination => this.#end(executor, termination),
      (err: unknown) => this.#parts.log.debug({ err, container: executor.key }, 'an executor was let go'))
  }

  /** It ended while nobody looked. */
  lost (executor: Executor): void {
    this.#end(executor, null)
  }

  /** Gives the container what its executor and all its tasks have together. One that cannot be given it is ended. */
  async resize (executor: Executor): Promise<void> {
    const { containerId, executor: info, framework } = executor.record
    const { resources, living } = executor
    const limits = executorLimits(info.resources, living.map(task => task.info))
    const wanted = JSON.stringify([resources, limits])
    if (wanted === executor.granted || resources.length === 0) return
    try {
      await this.#parts.containerizers.update(containerId, resources, limits)
      executor.granted = wanted
    } catch (error) {
      executor.pendingEnd = updateFailed(framework, error as Error)
      executor.phase = 'TERMINATING'
      this.destroy(executor)
    }
  }

  /** Resolves when its newest state is stored, or cannot be: that is logged. */
  async save (executor: Executor): Promise<void> {
    await this.#writer.write(executor.key, () => executor.record).catch((err: unknown) => this.#complain(executor, err))
  }

  async close (): Promise<void> {
    await this.#writer.idle()
  }

  async #launch (executor: Executor): Promise<void> {
    const { prepareDirectory, containerizers, tokens, agentInfo, address } = this.#parts
    const { record, frameworkId: fid, executorId: eid } = executor
    const { containerId, tasks } = record
    record.directory = await prepareDirectory(fid, eid, containerId.value)
    await this.#writer.write(executor.key, () => record)
    const config = executorConfig(executor, this.#parts)
    const environment = executorEnvironment(record, {
      ...this.#parts,
      agentId: String(agentInfo.id?.value),
      // Whatever network its task is in, an executor that we have made is in the host's.
      address: address(record.generated === true ? undefined : config.containerInfo),
      token: await tokens?.sign({ fid, eid, cid: containerId.value })
    })
    executor.granted = JSON.stringify([config.resources, config.limits ?? {}])
    if (executor.phase !== 'REGISTERING') return this.#end(executor, { message: '' })
    const result = await containerizers.launch(containerId, config, { environment, shutdownGracePeriodMs: this.#graceMs(executor) })
    if (result === 'SUCCESS') return this.#launched(executor)
    this.#parts.metrics.count(LAUNCH_ERRORS)
    const { message } = unsupportedContainer({ value: String(tasks[0]?.info.taskId.value) }, containerizers.names)
    this.#end(executor, { reason: 'REASON_CONTAINER_LAUNCH_FAILED', state: 'TASK_FAILED', message: String(message) })
  }

  /** Unlike Mesos, whose time to register begins before: what is fetched and pulled has deadlines of its own. */
  #launched (executor: Executor): void {
    if (executor.phase === 'REGISTERING') this.expect(executor)
    this.watch(executor)
  }

  #end (executor: Executor, termination: ContainerTermination | null): void {
    executor.phase = 'TERMINATED'
    executor.cancelTimer()
    executor.run(async () => {
      if (this.#voice.closed || this.#book.get(executor.frameworkId, executor.executorId) !== executor) return
      executor.connection?.close()
      const { record } = executor
      for (const task of record.tasks) {
        const status: TaskStatus = executorEnded(task.info.taskId, executor.pendingEnd, termination)
        await this.#voice.say(executor, status, 'SOURCE_AGENT')
        executor.remove(task)
      }
      await this.#writer.remove(executor.key)
      this.#book.remove(executor)
      this.#parts.metrics.count('slave/executors_terminated')
      this.#voice.ended(executor, termination?.status)
      executor.gone.resolve()
    }).catch((err: unknown) => {
      this.#complain(executor, err)
      // Its tasks would never end, nor a task begin that has its id: a disk that is full now may have room soon.
      this.#again(executor, () => this.#end(executor, termination))
    })
  }

  /** Nothing is tried again once the agent closes. */
  #again (executor: Executor, work: () => void): void {
    if (!this.#voice.closed) executor.cancelTimer = after(this.#parts.clock, RETRY_MS, work)
  }

  #graceMs ({ record }: Executor): number {
    const { shutdownGracePeriod } = record.executor
    return shutdownGracePeriod === undefined ? this.#parts.shutdownGracePeriodMs : shutdownGracePeriod.nanoseconds / 1e6
  }

  #complain (executor: Executor, err: unknown): void {
    this.#parts.log.error({ err, container: executor.key }, 'what became of an executor could not be kept')
  }
}
