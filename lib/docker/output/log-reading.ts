import type { OutputStream } from '../../../types/docker-engine.ts'
import type { SandboxLogs } from '../../../types/sandbox.ts'
import { LastBytes } from '../../util/last-bytes.ts'
import type { DockerParts } from '../docker-parts.ts'
import { streams } from './log-anchor.ts'
import type { LogAnchor, LogSource } from './log-anchor.ts'
import { HeadLost, LogCursor } from './log-cursor.ts'
import { realign } from './realign.ts'

export interface ReadingOptions {
  source: LogSource
  containerKey: string
  logs: SandboxLogs
  /** The time at which the engine itself went away while its stream was the source. */
  cut?: string | undefined
  /** Told of every gap. */
  onGap: (streams: readonly OutputStream[], reason: string) => void
}

export type ReadTo = 'PRESENT' | 'LAST' | 'FOLLOW'

export interface ReadOptions {
  signal: AbortSignal
  /** Called with how many bytes this has appended in all. */
  onRead?: ((read: number) => void) | undefined
  /** Whether the stream's last byte ended a line, as far as that is known. */
  lineEnded?: ((stream: OutputStream) => boolean | undefined) | undefined
}

/** As many bytes of the files are compared with the log before anything is appended to them. */
const COMPARED = 1024
/** The anchor is kept after so much output. */
const KEEP_EVERY = 4 * 1024 * 1024

/** The engine's log as the source of a container's output: appends what the files do not have yet, each byte once. */
export class LogReading {
  readonly #parts: Pick<DockerParts, 'engine' | 'anchors'>
  readonly #options: ReadingOptions
  readonly #cursor: LogCursor
  /** What the files end with, until it was found in the log. */
  readonly #ends: Partial<Record<OutputStream, Buffer>>
  #skipped: Record<OutputStream, LastBytes> | undefined
  readonly #appended = new Set<OutputStream>()
  #read = 0
  #unkept = 0

  private constructor (parts: Pick<DockerParts, 'engine' | 'anchors'>, options: ReadingOptions, anchor: LogAnchor, ends: Partial<Record<OutputStream, Buffer>>) {
    this.#parts = parts
    this.#options = options
    this.#cursor = new LogCursor(anchor)
    this.#ends = ends
  }

  static async open (parts: Pick<DockerParts, 'engine' | 'anchors'>, options: ReadingOptions): Promise<LogReading> {
    const { anchors } = parts
    const { source: { tty }, containerKey, logs, cut } = options
    let anchor = await anchors.read(containerKey) ?? { since: 0, base: { stdout: 0, stderr: 0 } }
    if (anchor.mark !== undefined) await finishMark(logs, anchor.mark)
    // Without times nothing is known to come after it: each reading would take all of that again.
    if (tty && anchor.cut !== undefined) {
      anchor = { ...anchor }
      delete anchor.cut
    }
    if (cut !== undefined && !tty) {
      anchor = { ...anchor, cut: { at: cut, position: { ...logs.position } } }
      await anchors.write(containerKey, anchor)
    }
    // After a cut the files may well have what the log does not.
    const ends: Partial<Record<OutputStream, Buffer>> = {}
    if (anchor.cut === undefined && logs.tail !== undefined) {
      for (const stream of streams) {
        const ours = logs.position[stream] - (anchor.mark?.ends[stream] ?? 0)
        ends[stream] = await logs.tail(stream, Math.min(COMPARED, ours))
      }
    }
    return new LogReading(parts, options, anchor, ends)
  }

  /** How many bytes were appended. */
  get read (): number { return this.#read }

  /** Reads to the log's present end or the last one, or goes on from there until the engine ends it. */
  async to (end: ReadTo, { signal, onRead, lineEnded }: ReadOptions): Promise<void> {
    const { source: { engineId, tty, driver }, logs } = this.#options
    const cursor = this.#cursor
    cursor.begin(logs.position)
    this.#skipped = { stdout: new LastBytes(COMPARED), stderr: new LastBytes(COMPARED) }
    try {
      await this.#parts.engine.logs(engineId, {
        write: (stream, data, at) => {
          const fresh = cursor.take(stream, data, at)
          if (fresh.length < data.length) this.#skip(stream, data.subarray(0, data.length - fresh.length))
          if (fresh.length === 0) return undefined
          this.#compare(stream)
          this.#appended.add(stream)
          const held = logs.write(stream, fresh)
          this.#read += fresh.length
          this.#unkept += fresh.length
          onRead?.(this.#read)
          if (this.#unkept < KEEP_EVERY) return held
          this.#unkept = 0
          return this.#keep(held)
        }
      }, {
        tty,
        driver,
        follow: end === 'FOLLOW',
        signal,
        ...(tty ? {} : { since: cursor.since }),
        // What was attached before it ended knows. Else a line that we did not have to the end is taken for a whole one.
        ...(end === 'LAST' ? { lineEnded: (stream) => lineEnded?.(stream) ?? this.#appended.has(stream) } : {})
      })
    } catch (error) {
      if (!(error instanceof HeadLost)) throw error
      await this.#findPlace(signal)
      return await this.to(end, { signal, onRead, lineEnded })
    }
    await this.#keep()
  }

  /** Says in the logs that something is missing. */
  async gap (lost: readonly OutputStream[], reason: string, anchor: LogAnchor = this.#cursor.anchor): Promise<void> {
    const { containerKey, logs, onGap } = this.#options
    const line = `\n[output is missing here: ${reason}]\n`
    const base = { ...anchor.base }
    const ends: Partial<Record<OutputStream, number>> = {}
    for (const stream of lost) {
      base[stream] += line.length
      ends[stream] = logs.position[stream] + line.length
    }
    const marked = { ...anchor, base, mark: { line, ends } }
    this.#cursor.anchor = marked
    await this.#parts.anchors.write(containerKey, marked)
    await finishMark(logs, marked.mark)
    onGap(lost, reason)
  }

  async #findPlace (signal: AbortSignal): Promise<void> {
    const { source, containerKey, logs } = this.#options
    const { anchor, lost } = await realign(this.#parts.engine, source, logs, signal)
    for (const stream of streams) delete this.#ends[stream]
    if (lost.length > 0) return await this.gap(lost, "the engine's log does not go on where this ends", anchor)
    this.#cursor.anchor = anchor
    await this.#parts.anchors.write(containerKey, anchor)
  }

  #skip (stream: OutputStream, data: Buffer): void {
    if (this.#ends[stream] !== undefined) this.#skipped?.[stream].push(data)
  }

  /** Counting is right only where the log is the one that was counted: what is skipped last must be what the files end with. */
  #compare (stream: OutputStream): void {
    const end = this.#ends[stream]
    if (end === undefined) return
    const skipped = (this.#skipped as Record<OutputStream, LastBytes>)[stream].bytes
    const length = Math.min(end.length, skipped.length)
    if (!end.subarray(end.length - length).equals(skipped.subarray(skipped.length - length))) throw new HeadLost()
    delete this.#ends[stream]
  }

  async #keep (held?: Promise<void>): Promise<void> {
    const { containerKey, logs } = this.#options
    // The position counts what was taken: a crash before it is in the files would leave an anchor behind their end.
    await held
    await logs.flushed?.()
    if (this.#cursor.advance(logs.position)) await this.#parts.anchors.write(containerKey, this.#cursor.anchor)
  }
}

async function finishMark (logs: SandboxLogs, { line, ends }: NonNullable<LogAnchor['mark']>): Promise<void> {
  for (const stream of streams) {
    const missing = (ends[stream] ?? 0) - logs.position[stream]
    if (missing > 0) await logs.write(stream, Buffer.from(line.slice(-missing)))
  }
}
