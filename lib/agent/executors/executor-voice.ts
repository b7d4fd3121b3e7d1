import type { AgentID, TaskStatus } from '../../../types/mesos-v1.ts'
import type { ExecutorListener, RunnerStatusListener } from '../../../types/task-runner.ts'
import { completeStatus } from '../complete-status.ts'
import type { StatusOrigin } from '../complete-status.ts'
import type { ExecutorParts } from './executor-parts.ts'
import { frameworkIdOf } from './executor-record.ts'
import type { Executor } from './executor.ts'

/** What is said of executors and their tasks, to all who listen. */
export class ExecutorVoice {
  readonly #parts: Pick<ExecutorParts, 'agentInfo' | 'ip' | 'clock' | 'metrics'>
  readonly #statuses = new Set<RunnerStatusListener>()
  readonly #executors = new Set<ExecutorListener>()
  #closed = false

  constructor (parts: Pick<ExecutorParts, 'agentInfo' | 'ip' | 'clock' | 'metrics'>) {
    this.#parts = parts
  }

  onStatus (listener: RunnerStatusListener): () => void {
    this.#statuses.add(listener)
    return () => { this.#statuses.delete(listener) }
  }

  onExecutor (listener: ExecutorListener): () => void {
    this.#executors.add(listener)
    return () => { this.#executors.delete(listener) }
  }

  get closed (): boolean { return this.#closed }

  /** Resolves when all who listen have kept the status; rejects when one could not. */
  async say (executor: Executor, status: TaskStatus, source: StatusOrigin['source']): Promise<void> {
    const { agentInfo, ip, clock } = this.#parts
    const { containerId, executor: { executorId } } = executor.record
    const networkInfos = status.containerStatus?.networkInfos ?? executor.networkInfos
    const complete = completeStatus(
      networkInfos === undefined ? status : { ...status, containerStatus: { ...status.containerStatus, networkInfos } },
      { agentId: agentInfo.id as AgentID, containerId, executorId, ip, nowMs: clock.now(), source })
    await Promise.all(Array.from(this.#statuses, async listener => listener(frameworkIdOf(executor.record), complete)))
  }

  message ({ record }: Executor, data: Uint8Array): void {
    this.#parts.metrics.count('slave/valid_framework_messages')
    for (const listener of this.#executors) listener.message(frameworkIdOf(record), record.executor.executorId, data)
  }

  /** As in the original, of an executor that the agent has made nobody hears. */
  ended ({ record }: Executor, status: number | undefined): void {
    if (record.generated === true) return
    for (const listener of this.#executors) listener.ended(frameworkIdOf(record), record.executor.executorId, status)
  }

  /** Nobody ends any more: what ends from now on is found at the next recovery. */
  close (): void {
    this.#closed = true
  }
}
