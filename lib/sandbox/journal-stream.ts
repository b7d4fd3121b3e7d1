import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { Clock } from '../../types/clock.ts'
import type { Log } from '../../types/log.ts'
import type { Metrics } from '../../types/metrics.ts'
import { within } from '../util/within.ts'

export const LOST = 'containerizer/journal_bytes_lost'
/** How long a container is held back for a journal that does not read. */
const PATIENCE_MS = 1000
const RETRY_MS = 1000
/** Bytes that the journal has not read. It reads faster than they come, unless it stands still. */
const ROOM = 64 * 1024

export interface JournalParts {
  /** journald's socket for streams. */
  path: string
  clock: Clock
  log: Log
  metrics: Metrics
}

interface Link {
  socket: Socket
  closed: Promise<void>
  /** Bytes of output that it was given and has not passed on. */
  unsent: number
  /** Bytes of the loss that it was to tell of. */
  untold: number
  /** The journal has not read for long. */
  isStuck: boolean
}

/**
 * One stream to journald, which makes an entry of each line. Bytes that it cannot be given, because it is gone or stands still, are left out and
 * counted; the journal says so once it is back. Nothing here fails: it must not keep anything from the sandbox.
 */
export class JournalStream {
  readonly #parts: JournalParts
  readonly #header: string
  #link: Link | null = null
  #tried = -Infinity
  #lost = 0
  #isAway = false

  /** `identifier` is what the journal knows it by; `priority` is syslog's. */
  constructor (parts: JournalParts, { identifier, priority }: { identifier: string, priority: number }) {
    this.#parts = parts
    // Identifier, unit, priority, whether lines have a prefix of their own, and what else they are forwarded to: not ours to say.
    this.#header = `${identifier}\n\n${priority}\n0\n0\n0\n0\n`
  }

  /** Resolves when it is connected or could not be. */
  async open (): Promise<void> {
    const { socket } = this.#connect()
    await within(once(socket, 'connect').catch(() => {}), PATIENCE_MS, this.#parts.clock)
  }

  /** The promise settles when there is room, or nobody waits for it any longer. */
  write (data: Buffer): Promise<void> | undefined {
    const link = this.#live ?? (this.#parts.clock.now() - this.#tried >= RETRY_MS ? this.#connect() : null)
    if (link === null || link.isStuck) {
      this.#lose(data.length)
      return undefined
    }
    this.#tellLoss(link)
    link.unsent += data.length
    this.#send(link, data, () => { link.unsent -= data.length })
    return link.socket.writableLength > ROOM ? this.#room(link) : undefined
  }

  async end (): Promise<void> {
    const link = this.#live
    if (link === null) return
    this.#tellLoss(link)
    link.socket.end()
    await within(link.closed, PATIENCE_MS, this.#parts.clock)
    link.socket.destroy()
    await link.closed
  }

  /** Null: there is none, or it is about to be gone. */
  get #live (): Link | null {
    return this.#link?.socket.destroyed === false ? this.#link : null
  }

  #connect (): Link {
    const { clock, log, path } = this.#parts
    this.#tried = clock.now()
    const socket = connect(path)
    socket.write(this.#header)
    // It never says anything, and would otherwise not be noticed to be gone.
    socket.resume()
    socket.on('connect', () => { this.#isAway = false })
    socket.on('error', (err) => {
      if (!this.#isAway) log.warn({ err, path }, 'output cannot be forwarded to the journal, it is tried again')
      this.#isAway = true
    })
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => {
        this.#lose(link.unsent)
        this.#lost += link.untold
        resolve()
      })
    })
    const link: Link = { socket, closed, unsent: 0, untold: 0, isStuck: false }
    this.#link = link
    return link
  }

  async #room (link: Link): Promise<void> {
    const free = Promise.race([link.closed, new Promise<void>((resolve) => { link.socket.once('drain', resolve) })]).then(() => { link.isStuck = false })
    const isRoomy = await within(free.then(() => true), PATIENCE_MS, this.#parts.clock)
    if (isRoomy !== true) link.isStuck = link.socket.writableNeedDrain
  }

  #lose (bytes: number): void {
    this.#lost += bytes
    this.#parts.metrics.count(LOST, bytes)
  }

  #tellLoss (link: Link): void {
    if (this.#lost === 0) return
    link.untold += this.#lost
    this.#lost = 0
    // What came last may be half a line; an empty one is no entry.
    this.#send(link, `\n${link.untold} bytes of this output are missing here: the journal did not take them\n`, () => { link.untold = 0 })
  }

  /** A socket that was destroyed in the middle of a write says that it went well. */
  #send ({ socket }: Link, data: Buffer | string, sent: () => void): void {
    socket.write(data, (error) => { if (!error && !socket.destroyed) sent() })
  }
}
