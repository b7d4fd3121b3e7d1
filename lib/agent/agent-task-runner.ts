import { randomUUID } from 'node:crypto'
import type { AgentState } from '../../types/agent-state.ts'
import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { Clock } from '../../types/clock.ts'
import type { CommandTaskCapable, Containerizer } from '../../types/containerizer.ts'
import type { Log } from '../../types/log.ts'
import type {
  AgentInfo, ContainerInfo, FrameworkID, FrameworkInfo, KillPolicy, TaskID, TaskInfo, TaskStatus
} from '../../types/mesos-v1.ts'
import type { TaskRunner } from '../../types/task-runner.ts'
import { containerKey } from '../util/container-key.ts'
import { taskKey } from './agent-run.ts'
import type { AgentRun } from './agent-run.ts'
import { commandExecutorInfo } from './command-executor-info.ts'
import { completeStatus } from './complete-status.ts'
import { launchConfig, launchOptions } from './launch-config.ts'
import { isTerminal } from './terminal-states.ts'

export interface AgentTaskRunnerParts {
  /** With its id. */
  agentInfo: AgentInfo
  /** Address given to tasks that share the host's network. */
  ip: string
  containerizers: Containerizer & CommandTaskCapable & { readonly names: string[] }
  runs: CheckpointStore<AgentRun>
  /** Makes the path of a sandbox and whatever points to it. */
  prepareDirectory: (frameworkId: string, executorId: string, containerId: string) => Promise<string>
  /** `switch_user`: tasks run as their own user or the framework's. */
  switchUser: boolean
  /** `default_container_info`: of tasks that bring none. */
  defaultContainerInfo?: ContainerInfo | undefined
  /** `executor_shutdown_grace_period` in milliseconds. */
  shutdownGracePeriodMs: number
  clock: Clock
  log: Log
}

interface Run {
  record: AgentRun
  /** A status of the container has been seen, so its containerizer speaks for it. */
  spoken: boolean
  kill: { killPolicy?: KillPolicy } | null
}

/** Runs command tasks through the chain and completes what it says about them. */
export class AgentTaskRunner implements TaskRunner {
  readonly agentInfo: AgentInfo
  readonly #parts: AgentTaskRunnerParts
  readonly #byTask = new Map<string, Run>()
  readonly #byContainer = new Map<string, Run>()
  readonly #listeners = new Set<(frameworkId: FrameworkID, status: TaskStatus) => void>()
  readonly #silence: () => void
  #closing = false

  constructor (parts: AgentTaskRunnerParts) {
    this.agentInfo = parts.agentInfo
    this.#parts = parts
    this.#silence = parts.containerizers.onTaskStatus((containerId, status) => {
      const run = this.#byContainer.get(containerKey(containerId))
      if (run === undefined) return
      run.spoken = true
      this.#say(run, status, 'SOURCE_EXECUTOR')
    })
  }

  /** What the chain is to recover. Reads the records; to be called once, before the chain recovers. */
  async load (): Promise<AgentState['runs']> {
    const { records, broken } = await this.#parts.runs.list()
    for (const { key, error } of broken) this.#parts.log.error({ err: error, record: key }, 'the record of a task cannot be read')
    return records.map(({ value: record }) => {
      this.#add(record)
      const { containerId, task, directory } = record
      const frameworkId = record.framework.id as FrameworkID
      return { containerId, frameworkId, executorInfo: commandExecutorInfo(frameworkId, task), taskInfo: task, directory }
    })
  }

  /** To be called when the chain has recovered: speaks for tasks of which no containerizer knows anything. */
  settle (): void {
    const known = new Set(this.#parts.containerizers.containers().map(containerKey))
    for (const [key, run] of this.#byContainer) {
      if (known.has(key)) {
        if (!run.spoken) this.#watch(run)
        continue
      }
      const { framework, task } = run.record
      const partitionAware = framework.capabilities?.some(({ type }) => type === 'PARTITION_AWARE') === true
      this.#say(run, {
        taskId: task.taskId,
        state: partitionAware ? 'TASK_GONE' : 'TASK_LOST',
        reason: 'REASON_EXECUTOR_TERMINATED',
        message: 'The agent was restarted before the container was started'
      }, 'SOURCE_AGENT')
    }
  }

  onStatus (listener: (frameworkId: FrameworkID, status: TaskStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  has (frameworkId: FrameworkID, taskId: TaskID): boolean {
    return this.#byTask.has(taskKey(frameworkId, taskId))
  }

  /** The tasks here, with their containers. */
  runs (): AgentRun[] {
    return [...this.#byTask.values()].map(({ record }) => record)
  }

  launch (framework: FrameworkInfo, task: TaskInfo): void {
    const run = this.#add({ containerId: { value: randomUUID() }, framework, task, directory: '' })
    this.#launch(run).catch((error: Error) => this.#launchFailed(run, error))
  }

  kill (frameworkId: FrameworkID, taskId: TaskID, killPolicy?: KillPolicy): boolean {
    const run = this.#byTask.get(taskKey(frameworkId, taskId))
    if (run === undefined) return false
    run.kill = killPolicy === undefined ? {} : { killPolicy }
    this.#kill(run).catch((err: unknown) => this.#parts.log.error({ err, container: run.record.containerId.value }, 'the kill of a task failed'))
    return true
  }

  /** Says nothing any more: what ends from now on is found at the next recovery. */
  close (): void {
    this.#closing = true
    this.#silence()
  }

  async #launch (run: Run): Promise<void> {
    const { record } = run
    const { runs, prepareDirectory, containerizers } = this.#parts
    const { containerId, framework, task } = record
    record.directory = await prepareDirectory((framework.id as FrameworkID).value, task.taskId.value, containerId.value)
    await runs.write(containerKey(containerId), record)
    if (run.kill !== null) {
      return this.#say(run, {
        taskId: task.taskId,
        state: 'TASK_KILLED',
        reason: 'REASON_TASK_KILLED_DURING_LAUNCH',
        message: 'Killed before delivery to the executor'
      }, 'SOURCE_AGENT')
    }
    const result = await containerizers.launch(containerId, launchConfig(record, this.#parts), launchOptions(record, this.#parts))
    if (result === 'NOT_SUPPORTED') {
      return this.#say(run, {
        taskId: task.taskId,
        state: 'TASK_FAILED',
        reason: 'REASON_CONTAINER_LAUNCH_FAILED',
        message: `None of the enabled containerizers (${containerizers.names.join(', ')}) could create a container for the provided TaskInfo`
      }, 'SOURCE_AGENT')
    }
    if (!run.spoken) {
      this.#say(run, { taskId: task.taskId, state: 'TASK_RUNNING' }, 'SOURCE_AGENT')
      this.#watch(run)
    }
    if (run.kill !== null) await this.#kill(run)
  }

  #launchFailed (run: Run, error: Error): void {
    const { containerId, task } = run.record
    this.#say(run, {
      taskId: task.taskId,
      state: run.kill === null ? 'TASK_FAILED' : 'TASK_KILLED',
      reason: 'REASON_CONTAINER_LAUNCH_FAILED',
      message: `Failed to launch container: ${error.message}`
    }, 'SOURCE_AGENT')
    this.#parts.containerizers.destroy(containerId).catch((err: unknown) => {
      this.#parts.log.error({ err, container: containerId.value }, 'clearing up after a failed launch failed')
    })
  }

  async #kill (run: Run): Promise<void> {
    const { containerizers } = this.#parts
    const { containerId } = run.record
    if (await containerizers.killTask(containerId, run.kill ?? {})) return
    if (!run.spoken) await containerizers.destroy(containerId)
  }

  /** Speaks for a container whose containerizer does not. */
  #watch (run: Run): void {
    const { containerId, task: { taskId } } = run.record
    this.#parts.containerizers.wait(containerId).then((termination) => {
      if (run.spoken) return
      this.#say(run, {
        taskId,
        state: run.kill === null ? termination?.state ?? 'TASK_FAILED' : 'TASK_KILLED',
        reason: termination?.reason ?? 'REASON_EXECUTOR_TERMINATED',
        message: termination?.message ?? 'Abnormal executor termination: unknown container'
      }, 'SOURCE_AGENT')
    }, () => {})
  }

  #add (record: AgentRun): Run {
    const run: Run = { record, spoken: false, kill: null }
    this.#byTask.set(taskKey(record.framework.id as FrameworkID, record.task.taskId), run)
    this.#byContainer.set(containerKey(record.containerId), run)
    return run
  }

  #say (run: Run, status: TaskStatus, source: 'SOURCE_EXECUTOR' | 'SOURCE_AGENT'): void {
    const { agentInfo, ip, clock, runs, log } = this.#parts
    const { containerId, framework, task } = run.record
    const key = containerKey(containerId)
    // Whoever came first has said how it ended.
    if (this.#closing || !this.#byContainer.has(key)) return
    const agentId = agentInfo.id as { value: string }
    const complete = completeStatus(status, { agentId, containerId, ip, nowMs: clock.now(), source })
    if (isTerminal(status.state)) {
      this.#byContainer.delete(key)
      this.#byTask.delete(taskKey(framework.id as FrameworkID, task.taskId))
    }
    for (const listener of this.#listeners) listener(framework.id as FrameworkID, complete)
    if (isTerminal(status.state)) {
      runs.remove(key).catch((err: unknown) => log.error({ err, container: containerId.value }, 'the record of an ended task was not removed'))
    }
  }
}
