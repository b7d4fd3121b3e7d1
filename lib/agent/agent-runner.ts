import type { AgentState } from '../../types/agent-state.ts'
import type { AgentInfo, ContainerID, ExecutorID, ExecutorInfo, FrameworkID, FrameworkInfo, KillPolicy, Resource, TaskID, TaskInfo } from '../../types/mesos-v1.ts'
import type { ExecutorListener, RunnerStatusListener, TaskRunner } from '../../types/task-runner.ts'
import type { AgentTaskRunner } from './agent-task-runner.ts'
import { commandExecutorInfo } from './command-executor-info.ts'
import type { ExecutorRunner } from './executors/executor-runner.ts'
import type { ExecutorPhase } from './executors/executor.ts'
import type { GenerateExecutor } from './executors/generated-executor.ts'

/** An executor with its container, be it a custom one or the one that stands for a command task. */
export interface RunningExecutor { containerId: ContainerID, executorInfo: ExecutorInfo }

export interface MeasuredExecutor extends RunningExecutor {
  phase: ExecutorPhase
  /** Those of its tasks included. */
  resources: Resource[]
}

/** Both kinds of tasks behind one port: those with an executor of their own, and command tasks. */
export class AgentRunner implements TaskRunner {
  readonly #commands: AgentTaskRunner
  readonly #executors: ExecutorRunner
  readonly #generate: GenerateExecutor | undefined

  /** `generate`: makes executors for command tasks; undefined, as a whole or for a task: they do without. */
  constructor (commands: AgentTaskRunner, executors: ExecutorRunner, generate?: GenerateExecutor) {
    this.#commands = commands
    this.#executors = executors
    this.#generate = generate
  }

  get agentInfo (): AgentInfo { return this.#commands.agentInfo }

  /** What the chain is to recover. To be called once, before it does. */
  async load (): Promise<Required<Pick<AgentState, 'runs' | 'unreadable'>>> {
    const [commands, executors] = [await this.#commands.load(), await this.#executors.load()]
    return { runs: [...commands.runs, ...executors.runs], unreadable: [...commands.unreadable, ...executors.unreadable] }
  }

  /** To be called when the chain has recovered. */
  settle (): void {
    this.#commands.settle()
    this.#executors.settle()
  }

  onStatus (listener: RunnerStatusListener): () => void {
    const stops = [this.#commands.onStatus(listener), this.#executors.onStatus(listener)]
    return () => { for (const stop of stops) stop() }
  }

  has (frameworkId: FrameworkID, taskId: TaskID): boolean {
    return this.#commands.has(frameworkId, taskId) || this.#executors.has(frameworkId, taskId)
  }

  launch (framework: FrameworkInfo, task: TaskInfo): void {
    if (task.executor === undefined && this.#executors.drop(framework, task)) return
    const generated = this.#generate?.(framework, task)
    if (generated !== undefined) this.#executors.launch(framework, generated.task, generated.executor)
    else if (task.executor === undefined) this.#commands.launch(framework, task)
    else this.#executors.launch(framework, task)
  }

  launchGroup (framework: FrameworkInfo, tasks: TaskInfo[]): void {
    this.#executors.launchGroup(framework, tasks)
  }

  kill (frameworkId: FrameworkID, taskId: TaskID, killPolicy?: KillPolicy): boolean {
    return this.#commands.kill(frameworkId, taskId, killPolicy) || this.#executors.kill(frameworkId, taskId, killPolicy)
  }

  executors (): ExecutorInfo[] {
    return this.#executors.executors()
  }

  onExecutor (listener: ExecutorListener): () => void {
    return this.#executors.onExecutor(listener)
  }

  message (frameworkId: FrameworkID, executorId: ExecutorID, data: Uint8Array): boolean {
    return this.#executors.message(frameworkId, executorId, data)
  }

  shutdown (frameworkId: FrameworkID, executorId: ExecutorID): boolean {
    return this.#executors.shutdown(frameworkId, executorId)
  }

  /** Every executor here, those of command tasks included. */
  running (): MeasuredExecutor[] {
    return [
      ...this.#commands.runs().map(({ containerId, framework, task, begun }): MeasuredExecutor => ({
        containerId, executorInfo: commandExecutorInfo(framework.id as FrameworkID, task), phase: begun ? 'RUNNING' : 'REGISTERING', resources: task.resources ?? []
      })),
      ...this.#executors.all().map(({ record: { containerId, executor }, phase, resources }) => ({ containerId, executorInfo: executor, phase, resources }))
    ]
  }

  async close (): Promise<void> {
    this.#commands.close()
    await this.#executors.close()
  }
}
