import type { Clock } from '../../../types/clock.ts'
import type { TaskStatus } from '../../../types/mesos-v1.ts'
import { after } from './after.ts'

const FIRST_RETRY_MS = 10_000
const LONGEST_RETRY_MS = 600_000

export interface UpdateStreamOptions {
  clock: Clock
  /** Makes the stream's state durable; a rejection is the caller's to log, the update is sent all the same. */
  persist: () => Promise<void>
  /** False when nobody listens now; `resume` is then expected once somebody does. */
  send: (status: TaskStatus) => boolean
}

/** The statuses of one task on their way to its framework: in order, one at a time, again and again until acknowledged. */
export class UpdateStream {
  readonly #options: UpdateStreamOptions
  readonly #queue: TaskStatus[]
  readonly #durable = new Set<TaskStatus>()
  #retryMs = FIRST_RETRY_MS
  #cancelRetry = () => {}
  #closed = false

  /** `pending`: what was found in the checkpoint, durable already. */
  constructor (options: UpdateStreamOptions, pending: TaskStatus[] = []) {
    this.#options = options
    this.#queue = pending
    for (const status of pending) this.#durable.add(status)
  }

  get unacknowledged (): readonly TaskStatus[] {
    return this.#queue
  }

  /** Resolves when the status is stored, or cannot be; then its turn to be sent may come. */
  push (status: TaskStatus): Promise<void> {
    this.#queue.push(status)
    const stored = () => {
      this.#durable.add(status)
      if (this.#queue[0] === status) this.#begin()
    }
    return this.#options.persist().then(stored, stored)
  }

  /** Removes the head when the uuid is its own, and returns it; any other uuid: undefined, nothing happens. */
  acknowledge (uuid: Uint8Array): TaskStatus | undefined {
    const head = this.#queue[0]
    if (head?.uuid === undefined || !Buffer.from(head.uuid).equals(uuid)) return undefined
    this.#queue.shift()
    this.#durable.delete(head)
    this.#begin()
    return head
  }

  /** Somebody listens again: the head goes out at once. */
  resume (): void {
    this.#begin()
  }

  close (): void {
    this.#closed = true
    this.#cancelRetry()
  }

  #begin (): void {
    this.#retryMs = FIRST_RETRY_MS
    this.#transmit()
  }

  #transmit (): void {
    this.#cancelRetry()
    const head = this.#queue[0]
    if (this.#closed || head === undefined || !this.#durable.has(head) || !this.#options.send(head)) return
    this.#cancelRetry = after(this.#options.clock, this.#retryMs, () => {
      this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS)
      this.#transmit()
    })
  }
}
