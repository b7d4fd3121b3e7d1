import type { CheckpointStore } from '../../../types/checkpoint.ts'

type Job = () => Promise<void>
interface Turn { job: Job, done: Promise<void> }

/**
 * Writes records one after the other per key. Whoever asks while a write is under way shares the next one, which takes
 * the newest state: a burst of changes costs two writes, not one each.
 */
export class RecordWriter<T> {
  readonly #store: CheckpointStore<T>
  readonly #running = new Map<string, Promise<void>>()
  readonly #waiting = new Map<string, Turn>()

  constructor (store: CheckpointStore<T>) {
    this.#store = store
  }

  /** Resolves when the state as of this call, or a newer one, is stored. */
  write (key: string, snapshot: () => T): Promise<void> {
    return this.#enqueue(key, () => this.#store.write(key, snapshot()))
  }

  remove (key: string): Promise<void> {
    return this.#enqueue(key, () => this.#store.remove(key))
  }

  /** Resolves when nothing is under way any more. */
  async idle (): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  #enqueue (key: string, job: Job): Promise<void> {
    const waiting = this.#waiting.get(key)
    if (waiting !== undefined) {
      waiting.job = job
      return waiting.done
    }
    const running = this.#running.get(key)
    if (running === undefined) return this.#start(key, job)
    const turn: Turn = { job, done: running.then(() => this.#startWaiting(key, turn)) }
    this.#waiting.set(key, turn)
    return turn.done
  }

  #startWaiting (key: string, turn: Turn): Promise<void> {
    this.#waiting.delete(key)
    return this.#start(key, turn.job)
  }

  #start (key: string, job: Job): Promise<void> {
    const outcome = job()
    const settled: Promise<void> = outcome.then(() => {}, () => {}).then(() => {
      // A job that waited starts before anybody else can ask for this key.
      if (!this.#waiting.has(key)) this.#running.delete(key)
    })
    this.#running.set(key, settled)
    return outcome
  }
}
