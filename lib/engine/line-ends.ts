import type { LogSink, OutputStream } from '../../types/docker-engine.ts'

/** Longer lines are logged in pieces of this size and a last one that is shorter, all with one time. */
const PIECE = 16 * 1024
const NEWLINE = 10

interface Last { at: string, length: number, byte: number | undefined, long: boolean }

/**
 * Gives lines their ends back. Engines before 23 lose, reading the log of their driver `local`, the newline of every line
 * that is longer than a piece. A last piece can be told: it is shorter than a piece, or empty. Whether it was the end of a line or
 * that of the stream is certain when another record follows.
 */
export class LineEnds implements LogSink {
  readonly #sink: LogSink
  readonly #last: Partial<Record<OutputStream, Last>> = {}

  constructor (sink: LogSink) {
    this.#sink = sink
  }

  /** A record of the stream begins. */
  begin (stream: OutputStream, at: string): Promise<void> | undefined {
    const last = this.#last[stream]
    const owed = last !== undefined && this.#lacksEnd(last)
    // A line that is not continued with its own time was broken off with the engine that logged it.
    const long = last !== undefined && at === last.at && last.length === PIECE && last.byte !== NEWLINE
    this.#last[stream] = { at, length: 0, byte: undefined, long }
    return owed ? this.#sink.write(stream, Buffer.from('\n'), last.at) : undefined
  }

  write (stream: OutputStream, data: Buffer, at: string): Promise<void> | undefined {
    const last = this.#last[stream] as Last
    last.length += data.length
    last.byte = data.at(-1)
    return this.#sink.write(stream, data, at)
  }

  /** The log is at its end: `ended` is asked of the streams that may lack one. */
  async finish (ended: (stream: OutputStream) => boolean): Promise<void> {
    for (const stream of ['stdout', 'stderr'] as const) {
      const last = this.#last[stream]
      if (last !== undefined && this.#lacksEnd(last) && ended(stream)) await this.#sink.write(stream, Buffer.from('\n'), last.at)
    }
  }

  #lacksEnd ({ long, length, byte }: Last): boolean {
    return long && length < PIECE && byte !== NEWLINE
  }
}
