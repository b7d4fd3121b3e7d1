import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { Clock } from '../../types/clock.ts'
import type { AgentID, AgentInfo, FrameworkID, TaskStatus } from '../../types/mesos-v1.ts'
import type { RunnerStatusListener } from '../../types/task-runner.ts'
import { containerKey } from '../util/container-key.ts'
import type { AgentRun } from './agent-run.ts'
import { completeStatus } from './complete-status.ts'
import type { StatusOrigin } from './complete-status.ts'
import type { Run, RunBook } from './run-book.ts'
import { isTerminal } from './terminal-states.ts'

export interface RunStatusesParts {
  /** With its id. */
  agentInfo: AgentInfo
  /** Address given to tasks that share the host's network. */
  ip: string
  runs: CheckpointStore<AgentRun>
  clock: Clock
}

/** What is said of runs: completed, told to all who listen, and nothing more after the terminal one. */
export class RunStatuses {
  readonly #book: RunBook
  readonly #parts: RunStatusesParts
  readonly #listeners = new Set<RunnerStatusListener>()
  #closed = false

  constructor (book: RunBook, parts: RunStatusesParts) {
    this.#book = book
    this.#parts = parts
  }

  onStatus (listener: RunnerStatusListener): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /**
   * Resolves when the status has been kept by all who listen and, after a terminal one, the record is gone. Rejects with the
   * record in its place when one of them could not keep it.
   */
  async say (run: Run, status: TaskStatus, source: StatusOrigin['source']): Promise<void> {
    const { agentInfo, ip, clock, runs } = this.#parts
    const { containerId, framework } = run.record
    // Whoever came first has said how it ended.
    if (this.#closed || this.#book.ofContainer(containerId) !== run) return
    const complete = completeStatus(status, { agentId: agentInfo.id as AgentID, containerId, ip, nowMs: clock.now(), source })
    const ended = isTerminal(status.state)
    if (ended) this.#book.remove(run)
    await Promise.all(Array.from(this.#listeners, async (listener) => listener(framework.id as FrameworkID, complete)))
    if (ended) await runs.remove(containerKey(containerId))
  }

  /** Says nothing any more. */
  close (): void {
    this.#closed = true
  }
}
