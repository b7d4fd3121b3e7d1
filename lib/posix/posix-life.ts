import { containerKey } from '../util/container-key.ts'
import type { KillOptions } from '../../types/container-config.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import type { TaskStatus } from '../../types/mesos-v1.ts'
import type { TaskStatusListener } from '../../types/task-status.ts'
import { commandEnd } from './command-end.ts'
import { ExitWatcher } from './exit-watcher.ts'
import { killDeadline } from './kill-deadline.ts'
import { killTree, signalTree } from './kill-tree.ts'
import { killUntilGone } from './kill-until-gone.ts'
import { limitDisk } from './limit-disk.ts'
import type { PosixContainer } from './posix-container.ts'
import { posixChecks, verdictOf } from './posix-checks.ts'
import type { PosixParts } from './posix-parts.ts'
import type { PosixRun } from './posix-run.ts'
import { exitStatus, livingProcess, readBootId, type ProcessStat } from '../util/read-process.ts'
import { sharedAbort } from '../util/shared-abort.ts'
import type { Fate } from './recovered-fate.ts'
import { releaseKeeper } from './release-keeper.ts'

const SIGTERM = 15
const RECORD_KEPT_MS = 1000
const RETRY_MS = 1000

const LAUNCH_FAILED = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' } as const
const KILLED_DURING_LAUNCH = {
  state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH', message: 'Killed before delivery to the executor'
} as const
const REBOOTED = { state: 'TASK_FAILED', reason: 'REASON_AGENT_RESTARTED', message: 'The host of the agent was rebooted' } as const
const INTERRUPTED = { ...LAUNCH_FAILED, message: 'The agent was restarted during the launch' } as const

/** What happens to a container between its start and its end, and who is told. */
export class PosixLife {
  readonly #parts: PosixParts
  readonly #watcher: ExitWatcher
  readonly #listeners = new Set<TaskStatusListener>()
  readonly #pending = new Set<Promise<void>>()
  readonly #closing = sharedAbort()

  constructor (parts: PosixParts) {
    this.#parts = parts
    this.#watcher = new ExitWatcher(parts.clock)
  }

  onTaskStatus (listener: TaskStatusListener): () => void {
    this.#listeners.add(listener)
    return () => { this.#listeners.delete(listener) }
  }

  /**
   * Every listener is called at once, which keeps the order; resolves when all are done with it. Never rejects.
   * Executors and standalone containers have nobody here to speak for them.
   */
  async report ({ id, taskId }: PosixContainer, status: Omit<TaskStatus, 'taskId'>): Promise<void> {
    if (taskId === undefined) return
    await Promise.all([...this.#listeners].map(async (listener) => {
      try {
        await listener(id, { taskId, ...status })
      } catch (err) {
        this.#parts.log.error({ container: containerKey(id), err }, 'A listener of task statuses failed')
      }
    }))
  }

  reportRunning (container: PosixContainer): void {
    const report = (status: Omit<TaskStatus, 'taskId'>): void => { this.report(container, status) }
    container.checks = posixChecks(this.#parts, container.run as PosixRun, { report, failed: () => { this.kill(container, {}) }, isEnding: container.killed })
  }

  async save (run: PosixRun): Promise<void> {
    await this.#parts.runs.write(containerKey(run.containerId), structuredClone(run))
  }

  /** From now on its end is noticed, told and cleaned up after. */
  watch (container: PosixContainer, run: PosixRun): void {
    this.#escalate(container, run)
    limitDisk(container, run, this.#parts, () => this.note(run))
    this.#watcher.watch(run.leader).then((zombie) => {
      const finish = this.#finish(container, run, zombie).catch(() => {}).finally(() => { this.#pending.delete(finish) })
      this.#pending.add(finish)
    })
  }

  /** Takes a container of an agent before us back, as far as its fate allows. */
  async adopt (container: PosixContainer, run: PosixRun, fate: Exclude<Fate, 'ORPHAN'>): Promise<void> {
    container.run = run
    container.killed = run.killDeadline !== undefined
    container.launched.resolve()
    if (fate === 'ADOPT') {
      if (livingProcess(run.leader) !== null) this.reportRunning(container)
      this.watch(container, run)
      return
    }
    run.termination ??= fate === 'REBOOTED' ? REBOOTED : INTERRUPTED
    await this.#conclude(container, run, run.termination)
  }

  /** Ends what is left of a run that nobody asks for. */
  async discard (run: PosixRun): Promise<void> {
    // After a boot the same numbers, even the same start times, are other processes.
    if (run.bootId !== readBootId()) return
    await killTree(run.leader, run.directory, this.#parts.clock)
    await releaseKeeper(run.keeper, this.#parts.clock)
  }

  /** SIGTERM now, SIGKILL when the grace is over; a launch under way is undone instead. */
  async kill (container: PosixContainer, { killPolicy }: KillOptions): Promise<void> {
    const first = !container.killed
    container.killed = true
    container.checks.stop()
    const run = container.running
    if (run === null) {
      container.abort.abort()
      return
    }
    run.killDeadline = killDeadline(run, killPolicy, this.#parts.clock.now())
    if (first && run.taskKillingState) this.report(container, { state: 'TASK_KILLING' })
    await this.note(run)
    if (first) signalTree(run.leader, run.directory, SIGTERM)
    this.#escalate(container, run)
  }

  /** Undoes a launch that went wrong or was aborted, and says so. */
  async fail (container: PosixContainer, error: Error): Promise<void> {
    const { id, run, killed } = container
    if (run !== null) await this.discard(run)
    if (killed) await this.report(container, KILLED_DURING_LAUNCH)
    await this.#parts.runs.remove(containerKey(id))
    container.run = null
    container.end(killed ? KILLED_DURING_LAUNCH : { ...LAUNCH_FAILED, message: error.message })
  }

  /** The record stays a little longer than the container is known: an agent that dies before it noted the end finds it again. */
  removeLater ({ containerId }: PosixRun): void {
    const key = containerKey(containerId)
    const removal = this.#parts.clock.sleep(RECORD_KEPT_MS, this.#closing.signal)
      .then(() => this.#parts.runs.remove(key))
      .catch((err: unknown) => {
        if (!this.#closing.signal.aborted) this.#parts.log.warn({ container: key, err }, 'Failed to remove the record of a container')
      })
      .finally(() => { this.#pending.delete(removal) })
    this.#pending.add(removal)
  }

  async close (): Promise<void> {
    this.#watcher.close()
    this.#closing.abort()
    await Promise.all(this.#pending)
  }

  async #finish (container: PosixContainer, run: PosixRun, zombie: ProcessStat | null): Promise<void> {
    run.termination = commandEnd(zombie === null ? undefined : exitStatus(zombie), container.killed, run)
    container.letGo()
    while (true) {
      try {
        return await this.#conclude(container, run, run.termination)
      } catch (err) {
        this.#parts.log.error({ container: containerKey(run.containerId), err }, 'Failed to clean up after a container')
      }
      await this.#parts.clock.sleep(RETRY_MS, this.#closing.signal)
    }
  }

  async #conclude (container: PosixContainer, run: PosixRun, termination: ContainerTermination): Promise<void> {
    // The status is on disk before the zombie, its only other witness, may go.
    await this.note(run)
    await this.discard(run)
    const { state = 'TASK_FAILED', ...end } = termination
    const { message, reason, limitation } = end
    await this.report(container, { state, message, ...(reason !== undefined && { reason }), ...(limitation !== undefined && { limitation }), ...verdictOf(container.checks) })
    container.end(termination)
  }

  /** A full disk must not keep a container from being killed or its end from being told. */
  async note (run: PosixRun): Promise<void> {
    await this.save(run).catch((err: unknown) => {
      this.#parts.log.error({ container: containerKey(run.containerId), err }, 'Failed to write the record of a container')
    })
  }

  /** SIGKILL when it is due: after the grace of a kill, else when the task's time is over. As in the original that has no grace. */
  #escalate (container: PosixContainer, run: PosixRun): void {
    container.escalation?.abort()
    const due = run.killDeadline ?? run.completionDeadline
    if (due === undefined) return
    const pending = new AbortController()
    container.escalation = pending
    const kill = async (): Promise<void> => {
      await this.#parts.clock.sleep(Math.max(0, due - this.#parts.clock.now()), pending.signal)
      if (run.killDeadline === undefined) {
        run.expired = true
        await this.note(run)
      }
      await killUntilGone(run, this.#parts, pending.signal)
    }
    kill().catch(() => {})
  }
}
