import type { OutputStream } from '../../../types/docker-engine.ts'
import { streams, toLogTime } from './log-anchor.ts'
import type { LogAnchor, OutputCounts } from './log-anchor.ts'

/**
 * How far the times of two streams in one log may disagree with the order of its records, in seconds. A record of a stream is
 * never older than the one before it, and one that follows a complete line is as old as the moment it is written.
 */
const DISORDER = 5

interface Second { second: number, first: string, counts: OutputCounts }

/** The engine's log does not begin with the record that it began with. */
export class HeadLost extends Error {
  constructor () { super('the log begins with another record') }
}

/**
 * Tells what of the engine's log is new: the only thing that is known exactly is how many bytes of each stream were taken, so
 * bytes are counted, from the anchor on. As reading goes on the anchor follows, so that a later reading, by this agent or
 * the next, need not begin where the log does.
 */
export class LogCursor {
  #anchor: LogAnchor
  #seconds: Second[] = []
  #last: Partial<Record<OutputStream, { second: number, open: boolean }>> = {}
  /** What is still to be skipped: of the records before the cut, and of those after it. */
  #old: OutputCounts = { stdout: 0, stderr: 0 }
  #fresh: OutputCounts = { stdout: 0, stderr: 0 }
  #begun = false

  constructor (anchor: LogAnchor) {
    this.#anchor = anchor
  }

  get anchor (): LogAnchor { return this.#anchor }
  set anchor (anchor: LogAnchor) { this.#anchor = anchor }
  get since (): string { return toLogTime(this.#anchor.since * 1000) }

  /** A new reading of the log from `since` on begins; so much has been taken already. */
  begin (position: Readonly<OutputCounts>): void {
    const { base, cut } = this.#anchor
    this.#seconds = []
    this.#last = {}
    this.#begun = false
    for (const stream of streams) {
      const known = cut === undefined ? position[stream] : Math.min(cut.position[stream], position[stream])
      this.#old[stream] = known - base[stream]
      this.#fresh[stream] = position[stream] - known
    }
  }

  /** The part of the piece that is new, empty for none. Throws HeadLost when this is not the log it is taken for. */
  take (stream: OutputStream, data: Buffer, at: string | undefined): Buffer {
    if (at === undefined) return this.#skip(this.#old, stream, data)
    if (!this.#begun) this.#begin(at)
    // Newer engines give all that follows the first record of the asked second, an older one in between too.
    const second = Number(at.slice(0, at.indexOf('.')))
    if (second < this.#anchor.since) return data.subarray(data.length)
    this.#count(stream, data, at, second)
    const { cut } = this.#anchor
    const rest = cut !== undefined && at > cut.at ? data : this.#skip(this.#old, stream, data)
    // What the log had before the cut, and the stream had not yet brought, was taken after it as all that is new.
    return this.#skip(this.#fresh, stream, rest)
  }

  /** Moves the anchor on, where everything of the log up to now has been taken. True: it has moved. */
  advance (position: Readonly<OutputCounts>): boolean {
    const { cut, since } = this.#anchor
    const latest = this.#seconds.at(-1)
    if (latest === undefined || streams.some((stream) => this.#fresh[stream] > 0 || (cut === undefined && this.#old[stream] > 0))) return false
    const newest = Math.max(...this.#seconds.map(({ second }) => second))
    const safe = Math.min(...streams.map((stream) => this.#last[stream]?.open === true ? this.#last[stream].second : newest - DISORDER))
    if (cut !== undefined && toLogTime(safe * 1000) <= cut.at) return false
    const kept = this.#seconds.filter(({ second }) => second >= safe)
    const head = kept[0] as Second
    const target = Math.min(...kept.map(({ second }) => second))
    if (target <= since) return false
    const base = { ...position }
    for (const { counts } of kept) for (const stream of streams) base[stream] -= counts[stream]
    this.#seconds = kept
    this.#anchor = { since: target, base, head: head.first }
    return true
  }

  #begin (at: string): void {
    this.#begun = true
    const { head } = this.#anchor
    if (head === undefined) this.#anchor = { ...this.#anchor, head: at }
    else if (head !== at && streams.some((stream) => this.#old[stream] + this.#fresh[stream] > 0)) throw new HeadLost()
  }

  #count (stream: OutputStream, data: Buffer, at: string, second: number): void {
    let entry = this.#seconds.at(-1)
    if (entry?.second !== second) {
      entry = this.#seconds.find((known) => known.second === second)
      if (entry === undefined) {
        entry = { second, first: at, counts: { stdout: 0, stderr: 0 } }
        this.#seconds.push(entry)
      }
    }
    entry.counts[stream] += data.length
    this.#last[stream] = { second, open: data.at(-1) !== 10 }
  }

  #skip (counts: OutputCounts, stream: OutputStream, data: Buffer): Buffer {
    const skipped = Math.max(0, Math.min(counts[stream], data.length))
    counts[stream] -= skipped
    return data.subarray(skipped)
  }
}
