import type { Attachment, OutputStream, PendingExit } from '../../../types/docker-engine.ts'
import { deferred } from '../../util/deferred.ts'
import { Brake } from './brake.ts'
import { CaptureLogs } from './capture-logs.ts'
import type { CaptureParts, CaptureTarget } from './capture-parts.ts'
import { endTold } from './end-told.ts'
import { followLog } from './follow-log.ts'
import { inTime } from './in-time.ts'
import { streams, toLogTime } from './log-anchor.ts'
import { LogReading } from './log-reading.ts'
import { noisySink } from './noisy-sink.ts'
import { rememberHead } from './remember-head.ts'
import { streamEnd, toldBy } from './stream-end.ts'
import { isEngineError, isUnreadable } from './unreadable.ts'

const RETRY_MS = 1000
const LET_GO_MS = 10_000

/**
 * The output of one container, from its first byte or from where an earlier agent left it, until it is complete. While the
 * stream lasts that was attached before the start it is the source: nothing is faster. Once it was lost, or never was
 * ours, the engine's log is the source, read from exactly where the files end.
 */
export class OutputCapture {
  readonly #parts: CaptureParts
  readonly #target: CaptureTarget
  readonly #ended = deferred<void>()
  readonly #ending = new AbortController()
  readonly #over = new AbortController()
  readonly #gaps = new Set<string>()
  readonly #logs: CaptureLogs
  #attachment: Attachment | null = null
  #attaching: Promise<void> = Promise.resolve()
  #running: Promise<void> = Promise.resolve()
  #cut: string | undefined
  #resumed = false

  constructor (parts: CaptureParts, target: CaptureTarget) {
    this.#parts = parts
    this.#target = target
    this.#logs = new CaptureLogs(parts, target)
  }

  /** Resolves when no byte that the container writes from now on can be missed. To be called before its start. */
  attach (): Promise<void> {
    return (this.#attaching = this.#attach())
  }

  async #attach (): Promise<void> {
    const [{ engine, anchors }, { source: { engineId, tty }, request }] = [this.#parts, this.#target]
    const base = { ...this.#logs.now.position }
    if (base.stdout + base.stderr > 0) await anchors.write(request.containerKey, { since: 0, base })
    this.#attachment = await engine.attach(engineId, noisySink(() => this.#logs.now, () => this.#rememberHead()), { tty })
  }

  /** It will not be started. */
  async detach (): Promise<void> {
    await this.#attaching.catch(() => {})
    this.#attachment?.close()
  }

  /** It was started with this waiter armed. */
  started (exit: PendingExit): void {
    this.#begin(toldBy(exit))
  }

  /** It was started by an agent before this one, and runs or has run. */
  resume ({ running }: { running: boolean }): void {
    this.#resumed = true
    if (!running) this.#ending.abort()
    this.#begin(Promise.resolve(false))
  }

  /**
   * The container has ended: resolves when everything it wrote is in the logs and they are closed, with what is missing where
   * something is. What cannot be completed in time is no reason to keep the task.
   */
  async finish (): Promise<string[]> {
    const [{ clock, log, outputTimeoutMs }, container] = [this.#parts, this.#target.source.engineId]
    this.#ending.abort()
    this.#ended.resolve()
    const read = await inTime(this.#running, outputTimeoutMs, clock)
    if (read !== 'COMPLETE') {
      log.warn({ err: read, container }, 'the end of the output could not be read from the engine')
      this.#onGap(streams, 'the end could not be read in time')
    }
    // A disk, or what a task has made of its sandbox, may keep the end of the writing too.
    const written = await inTime((read === 'COMPLETE' ? Promise.resolve() : this.#stop()).then(() => this.#logs.end()), outputTimeoutMs, clock)
    if (written !== 'COMPLETE') {
      log.warn({ err: written, container }, 'the end of the output could not be written')
      this.#onGap(streams, `the end could not be written${written === 'LATE' ? ' in time' : ''}`)
    }
    return [...this.#gaps]
  }

  /** Leaves the output to whoever comes next. Resolves when what was taken is kept and nothing is open, or something keeps the files for too long. */
  async letGo (): Promise<void> {
    await inTime(this.#stop().then(() => this.#logs.end()), LET_GO_MS, this.#parts.clock)
  }

  async #stop (): Promise<void> {
    this.#over.abort(new Error('the output was let go'))
    this.#attachment?.close()
    await this.#running.catch(() => {})
  }

  #rememberHead (): void {
    const { source: { engineId, tty }, request } = this.#target
    if (!tty && !this.#resumed) rememberHead(this.#parts, engineId, request.containerKey, this.#over.signal)
  }

  #begin (told: Promise<boolean | undefined>): void {
    this.#running = this.#capture(told)
    this.#running.catch(() => {})
  }

  async #capture (exited: Promise<boolean | undefined>): Promise<void> {
    let [attachment, abandon] = [this.#attachment, (): void => {}]
    try {
      while (true) {
        if (attachment !== null) {
          const { how, at } = await streamEnd(attachment, exited, this.#ended.promise, this.#parts.clock, this.#over.signal)
          this.#over.signal.throwIfAborted()
          if (how === 'WHOLE') return
          if (how === 'ENGINE_LOST' && !this.#target.source.tty) this.#cut ??= toLogTime(at)
          if (how === 'STREAM_LOST') await endTold(this.#parts.engine, this.#target.source.engineId, this.#ended.promise, this.#over.signal)
        }
        if (await this.#readLog()) return
        // Where the log cannot be read there is nothing but the stream, and what was written meanwhile is gone.
        abandon()
        const waiter = await this.#parts.engine.wait(this.#target.source.engineId, 'not-running', { signal: this.#over.signal })
        abandon = waiter.abandon
        exited = toldBy(waiter)
        await this.attach()
        attachment = this.#attachment
      }
    } finally {
      abandon()
    }
  }

  /** False: the log cannot be read, and the container runs on. */
  async #readLog (): Promise<boolean> {
    const [{ clock, log }, over] = [this.#parts, this.#over.signal]
    const eitherEnd = AbortSignal.any([over, this.#ending.signal])
    let [reading, brake]: [LogReading?, Brake?] = []
    while (true) {
      // Once the end is known, the engine has put everything into its log: one more reading is the last.
      const last = this.#ending.signal.aborted
      try {
        if (last) {
          reading ??= await this.#open()
          await reading.to('LAST', { signal: over, lineEnded: (stream) => brake?.lineEnded(stream) })
          return true
        }
        await this.#parts.catchUp.turn(eitherEnd, async (caughtUp) => {
          reading ??= await this.#open()
          brake = new Brake(brake)
          await followLog(this.#parts, this.#target.source, reading, brake, { over, ended: this.#ending.signal, caughtUp })
        })
      } catch (error) {
        over.throwIfAborted()
        if (this.#ending.signal.aborted && !last) continue
        if (isUnreadable(error) && reading !== undefined) {
          await reading.gap(streams, `the engine cannot give its log (${(error as Error).message})`)
          return last
        }
        log.warn({ err: error, container: this.#target.source.engineId }, 'catching up with the output failed, it is tried again')
        if (!isEngineError(error)) reading = await this.#logs.reopen().then(() => undefined, () => reading)
      }
      await clock.sleep(RETRY_MS, last ? over : eitherEnd).catch(() => {})
      over.throwIfAborted()
    }
  }

  async #open (): Promise<LogReading> {
    const { source, request: { containerKey } } = this.#target
    const { logs, missing } = await this.#logs.meant()
    if (missing !== undefined) this.#onGap(streams, missing)
    const reading = await LogReading.open(this.#parts, { source, containerKey, logs, cut: this.#cut, onGap: (lost, reason) => this.#onGap(lost, reason) })
    // From here on it is on disk with the anchor.
    this.#cut = undefined
    return reading
  }

  #onGap (lost: readonly OutputStream[], reason: string): void {
    this.#parts.metrics.count('containerizer/docker/output_gaps')
    this.#gaps.add(`${lost.join(' and ')}: ${reason}`)
  }
}
