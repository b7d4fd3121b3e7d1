import type { OutputSink, OutputStream } from '../../../types/docker-engine.ts'
import { deferred } from '../../util/deferred.ts'
import type { Deferred } from '../../util/deferred.ts'

/** By how many bytes a container may be ahead of what was read of its log. */
const SLACK = 256 * 1024
const NEWLINE = 10

/**
 * Holds a container back whose output is read from the engine's log: a log is written at any speed, whoever reads it, and what
 * is rotated away unread is lost. The engine lets no stream run ahead of one that is attached, so we attach, throw away what
 * comes, and take it only as fast as the log was read. Where in the stream an attachment begins cannot be known
 * exactly: that is why its bytes are not used.
 */
export class Brake implements OutputSink {
  readonly #ended: Partial<Record<OutputStream, boolean>>
  #braked = 0
  #released = -Infinity
  #room: Deferred<void> | undefined

  /** The one before it knew how lines ended. */
  constructor (before?: Brake) {
    this.#ended = before === undefined ? {} : { ...before.#ended }
  }

  /** Whether a line has just ended on the stream; undefined: nothing came. */
  lineEnded (stream: OutputStream): boolean | undefined {
    return this.#ended[stream]
  }

  write (stream: OutputStream, data: Buffer): Promise<void> | undefined {
    this.#braked += data.length
    this.#ended[stream] = data.at(-1) === NEWLINE
    if (this.#braked <= this.#released) return undefined
    this.#room ??= deferred()
    return this.#room.promise
  }

  /** So much was read from the log since the end was reached that it had when the container was attached to. */
  release (read: number): void {
    this.#released = read + SLACK
    if (this.#braked > this.#released) return
    this.#room?.resolve()
    this.#room = undefined
  }
}
