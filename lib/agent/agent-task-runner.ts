import { randomUUID } from 'node:crypto'
import type { AgentState } from '../../types/agent-state.ts'
import type { CommandTaskCapable, Containerizer } from '../../types/containerizer.ts'
import type { Log } from '../../types/log.ts'
import type { AgentInfo, ContainerInfo, FrameworkID, FrameworkInfo, KillPolicy, TaskID, TaskInfo, TaskStatus } from '../../types/mesos-v1.ts'
import type { RunnerStatusListener, TaskRunner } from '../../types/task-runner.ts'
import { containerKey } from '../util/container-key.ts'
import type { AgentRun } from './agent-run.ts'
import { containerEnded, killedBeforeLaunch, launchFailed, neverStarted, unsupportedContainer } from './agent-statuses.ts'
import { commandExecutorInfo } from './command-executor-info.ts'
import { launchConfig, launchOptions } from './launch-config.ts'
import { RunBook } from './run-book.ts'
import type { Run } from './run-book.ts'
import { RunStatuses } from './run-statuses.ts'
import type { RunStatusesParts } from './run-statuses.ts'

export interface AgentTaskRunnerParts extends RunStatusesParts {
  containerizers: Containerizer & CommandTaskCapable & { readonly names: string[] }
  /** Makes the path of a sandbox and whatever points to it. */
  prepareDirectory: (frameworkId: string, executorId: string, containerId: string) => Promise<string>
  /** `switch_user`: tasks run as their own user or the framework's. */
  switchUser: boolean
  /** `default_container_info`: of tasks that bring none. */
  defaultContainerInfo?: ContainerInfo | undefined
  /** `executor_shutdown_grace_period` in milliseconds. */
  shutdownGracePeriodMs: number
  log: Log
}

/** Runs command tasks through the chain and completes what it says about them. */
export class AgentTaskRunner implements Pick<TaskRunner, 'agentInfo' | 'onStatus' | 'has' | 'launch' | 'kill'> {
  readonly agentInfo: AgentInfo
  readonly #parts: AgentTaskRunnerParts
  readonly #book = new RunBook()
  readonly #statuses: RunStatuses
  readonly #silence: () => void

  constructor (parts: AgentTaskRunnerParts) {
    this.agentInfo = parts.agentInfo
    this.#parts = parts
    this.#statuses = new RunStatuses(this.#book, parts)
    this.#silence = parts.containerizers.onTaskStatus((containerId, status) => {
      const run = this.#book.ofContainer(containerId)
      if (run === undefined) return undefined
      run.spoken = true
      run.begun = true
      return this.#statuses.say(run, status, 'SOURCE_EXECUTOR')
    })
  }

  /** What the chain is to recover. Reads the records; to be called once, before the chain recovers. */
  async load (): Promise<Required<Pick<AgentState, 'runs' | 'unreadable'>>> {
    const { records, broken } = await this.#parts.runs.list()
    for (const { key, error } of broken) this.#parts.log.error({ err: error, record: key }, 'the record of a task cannot be read')
    const runs = records.map(({ value: record }) => {
      this.#book.add(record)
      const { containerId, task, directory } = record
      const frameworkId = record.framework.id as FrameworkID
      return { containerId, frameworkId, executorInfo: commandExecutorInfo(frameworkId, task), taskInfo: task, directory }
    })
    return { runs, unreadable: broken.map(({ key }) => key) }
  }

  /** To be called when the chain has recovered: speaks for tasks of which no containerizer knows anything. */
  settle (): void {
    const known = new Set(this.#parts.containerizers.containers().map(containerKey))
    for (const run of this.#book.all()) {
      const { containerId, framework, task } = run.record
      run.begun = known.has(containerKey(containerId))
      if (!run.begun) this.#declare(run, neverStarted(task.taskId, framework))
      else if (!run.spoken) this.#watch(run)
    }
  }

  onStatus (listener: RunnerStatusListener): () => void {
    return this.#statuses.onStatus(listener)
  }

  has (frameworkId: FrameworkID, taskId: TaskID): boolean {
    return this.#book.ofTask(frameworkId, taskId) !== undefined
  }

  /** The tasks here, with their containers. */
  runs (): Array<AgentRun & Pick<Run, 'begun'>> {
    return this.#book.all().map(({ record, begun }) => ({ ...record, begun }))
  }

  launch (framework: FrameworkInfo, task: TaskInfo): void {
    const run = this.#book.add({ containerId: { value: randomUUID() }, framework, task, directory: '' })
    this.#launch(run).catch((error: Error) => this.#launchFailed(run, error))
  }

  kill (frameworkId: FrameworkID, taskId: TaskID, killPolicy?: KillPolicy): boolean {
    const run = this.#book.ofTask(frameworkId, taskId)
    if (run === undefined) return false
    run.kill = killPolicy === undefined ? {} : { killPolicy }
    this.#kill(run, run.kill).catch((err: unknown) => this.#parts.log.error({ err, container: run.record.containerId.value }, 'the kill of a task failed'))
    return true
  }

  /** Says nothing any more: what ends from now on is found at the next recovery. */
  close (): void {
    this.#statuses.close()
    this.#silence()
  }

  async #launch (run: Run): Promise<void> {
    const { record } = run
    const { runs, prepareDirectory, containerizers } = this.#parts
    const { containerId, framework, task: { taskId } } = record
    record.directory = await prepareDirectory((framework.id as FrameworkID).value, taskId.value, containerId.value)
    await runs.write(containerKey(containerId), record)
    if (run.kill !== null) return this.#declare(run, killedBeforeLaunch(taskId))
    const result = await containerizers.launch(containerId, launchConfig(record, this.#parts), launchOptions(record, this.#parts))
    if (result === 'NOT_SUPPORTED') return this.#declare(run, unsupportedContainer(taskId, containerizers.names))
    if (!run.spoken) {
      run.begun = true
      this.#declare(run, { taskId, state: 'TASK_RUNNING' })
      this.#watch(run)
    }
    if (run.kill !== null) await this.#kill(run, run.kill)
  }

  #launchFailed (run: Run, error: Error): void {
    const { containerId, task } = run.record
    this.#declare(run, launchFailed(task.taskId, run.kill !== null, error))
    this.#parts.containerizers.destroy(containerId).catch((err: unknown) => {
      this.#parts.log.error({ err, container: containerId.value }, 'clearing up after a failed launch failed')
    })
  }

  async #kill (run: Run, options: NonNullable<Run['kill']>): Promise<void> {
    const { containerizers } = this.#parts
    const { containerId } = run.record
    if (await containerizers.killTask(containerId, options)) return
    if (!run.spoken) await containerizers.destroy(containerId)
  }

  /** Speaks for a container whose containerizer does not. */
  #watch (run: Run): void {
    const { containerId, task: { taskId } } = run.record
    this.#parts.containerizers.wait(containerId).then((termination) => {
      if (!run.spoken) this.#declare(run, containerEnded(taskId, run.kill !== null, termination))
    }, () => {})
  }

  /** The agent itself speaks, and nobody waits for what becomes of it. */
  #declare (run: Run, status: TaskStatus): void {
    this.#statuses.say(run, status, 'SOURCE_AGENT').catch((err: unknown) => {
      this.#parts.log.error({ err, container: run.record.containerId.value }, 'seeing to a status of a task failed')
    })
  }
}
