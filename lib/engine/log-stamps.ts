import type { LogSink, OutputStream } from '../../types/docker-engine.ts'
import type { OutputPiece } from './demux.ts'

const SPACE = 0x20
/** From the year to the seconds, which many records share. */
const SECOND_LENGTH = 19
const FRACTION_LENGTH = 10

/** Is told of each record before its bytes, of which there may be none. */
export interface RecordSink extends LogSink {
  begin? (stream: OutputStream, at: string): Promise<void> | undefined
  write (stream: OutputStream, data: Buffer, at: string): Promise<void> | undefined
}

/**
 * Takes the time off the front of each record of a log. It is in the engine's own time zone and nanoseconds, and comes
 * out as `seconds.nanoseconds` since the epoch, which sorts as text and is what `since` is given as.
 */
export class LogStamps {
  readonly #sink: RecordSink
  #stamp = ''
  #inStamp = false
  #at = ''
  #second = ''
  #epoch = ''

  constructor (sink: RecordSink) {
    this.#sink = sink
  }

  take ({ stream, data, begins }: OutputPiece): Promise<void> | undefined {
    if (begins) this.#inStamp = true
    return this.#inStamp ? this.#readStamp(stream, data) : this.#sink.write(stream, data, this.#at)
  }

  #readStamp (stream: OutputStream, data: Buffer): Promise<void> | undefined {
    const end = data.indexOf(SPACE)
    this.#stamp += data.toString('latin1', 0, end === -1 ? data.length : end)
    if (end === -1) return undefined
    this.#at = this.#toEpoch(this.#stamp)
    this.#stamp = ''
    this.#inStamp = false
    const begun = this.#sink.begin?.(stream, this.#at)
    const held = end + 1 === data.length ? undefined : this.#sink.write(stream, data.subarray(end + 1), this.#at)
    return begun === undefined ? held : Promise.all([begun, held]).then(() => {})
  }

  #toEpoch (stamp: string): string {
    const second = stamp.slice(0, SECOND_LENGTH) + stamp.slice(SECOND_LENGTH + FRACTION_LENGTH)
    if (second !== this.#second) {
      this.#second = second
      this.#epoch = String(Date.parse(second) / 1000).padStart(10, '0')
    }
    return this.#epoch + stamp.slice(SECOND_LENGTH, SECOND_LENGTH + FRACTION_LENGTH)
  }
}
