import { readFile, utimes } from 'node:fs/promises'
import type { Clock } from '../../../types/clock.ts'
import type { Log } from '../../../types/log.ts'
import type { Metrics } from '../../../types/metrics.ts'
import { every } from '../../util/every.ts'
import { mountsBelow } from '../../util/mounts-below.ts'
import { allowedAge } from './allowed-age.ts'
import { findRuns } from './find-runs.ts'
import type { FoundRun } from './find-runs.ts'
import { removeRun } from './remove-run.ts'

export interface SandboxGcParts {
  workDir: string
  /** Once it resolves it is known what is in use; where it rejects nothing is ever collected. */
  begin: Promise<void>
  /** `gc_delay`, in milliseconds. */
  delayMs: number
  /** `gc_disk_headroom`, from 0 to 1. */
  headroom: number
  /** `disk_watch_interval`. */
  intervalMs: number
  /** Ids of the containers that are here, or about to be. */
  inUse: () => Set<string>
  /** Part of the work directory's disk that is used, from 0 to 1. */
  usage: () => Promise<number>
  clock: Clock
  log: Log
  metrics: Metrics
}

/**
 * Removes sandboxes that nobody has used for longer than the disk allows. Unlike Mesos, which schedules each when its executor ends, it
 * looks at what is there: a crash forgets nothing. A sandbox with a mount in it is left alone, with a warning.
 */
export class SandboxGc {
  readonly #parts: SandboxGcParts
  readonly #closing = new AbortController()
  readonly #done: Promise<void>
  #used = new Set<string>()
  #allowedMs: number
  #pending = 0

  constructor (parts: SandboxGcParts) {
    this.#parts = parts
    this.#allowedMs = allowedAge(parts.delayMs, parts.headroom, 0)
    parts.metrics.gauge('slave/executor_directory_max_allowed_age_secs', () => this.#allowedMs / 1000)
    parts.metrics.gauge('gc/path_removals_pending', () => this.#pending)
    for (const outcome of ['succeeded', 'failed']) parts.metrics.count(`gc/path_removals_${outcome}`, 0)
    this.#done = this.#watch()
  }

  async close (): Promise<void> {
    this.#closing.abort()
    await this.#done
  }

  async #watch (): Promise<void> {
    const { begin, clock, intervalMs, log } = this.#parts
    const { signal } = this.#closing
    const closed = new Promise<boolean>((resolve) => { signal.addEventListener('abort', () => resolve(false)) })
    if (!await Promise.race([begin.then(() => true, () => false), closed])) return
    await every(intervalMs, () => this.#collect(), { clock, signal, onError: (err) => log.warn({ err }, 'sandboxes could not be collected, it is tried again') })
  }

  async #collect (): Promise<void> {
    const { workDir, delayMs, headroom, inUse, usage, clock } = this.#parts
    this.#allowedMs = allowedAge(delayMs, headroom, await usage())
    const runs = await findRuns(workDir)
    const used = inUse()
    const ended = this.#used
    this.#used = new Set(runs.filter(({ containerId }) => used.has(containerId)).map(({ path }) => path))
    const idle = runs.filter(({ containerId }) => !used.has(containerId))
    this.#pending = idle.length
    const now = clock.now()
    // A task that was silent for long has its time from its end on.
    for (const { path } of idle.filter(({ path }) => ended.has(path))) await utimes(path, now / 1000, now / 1000)
    const old = idle.filter(({ path, changed }) => !ended.has(path) && now - changed >= this.#allowedMs)
    if (old.length > 0) await this.#remove(old)
  }

  async #remove (runs: FoundRun[]): Promise<void> {
    const { inUse, log, metrics } = this.#parts
    const mountinfo = await readFile('/proc/self/mountinfo', 'utf8')
    for (const { path } of runs) {
      if (this.#closing.signal.aborted) return
      try {
        const [mount] = mountsBelow(path, mountinfo)
        if (mount !== undefined) throw new Error(`'${mount}' is mounted`)
        await removeRun(path, (containerId) => inUse().has(containerId))
        this.#pending--
        metrics.count('gc/path_removals_succeeded')
        log.info({ sandbox: path }, 'a sandbox was collected')
      } catch (err) {
        metrics.count('gc/path_removals_failed')
        log.warn({ err, sandbox: path }, 'a sandbox could not be collected')
      }
    }
  }
}
