import { unlessAborted } from './unless-aborted.ts'

export interface Waiter<P> {
  signal?: AbortSignal
  onProgress?: (progress: P) => void
}

interface Running<T, P> {
  waiters: Set<Waiter<P>>
  abort: AbortController
  result: Promise<T>
  /** What was told last, for those who come later. */
  last: { progress?: P }
}

/** Work that several wait for: begun once per key, told to all, aborted when the last one no longer waits. */
export class SharedWork<T, P> {
  readonly #running = new Map<string, Running<T, P>>()

  /** Rejects for an aborted waiter alone; for the last of them not before the work has ended. */
  async join (key: string, waiter: Waiter<P>, work: (signal: AbortSignal, tell: (progress: P) => void) => Promise<T>): Promise<T> {
    waiter.signal?.throwIfAborted()
    const running = this.#running.get(key) ?? this.#begin(key, work)
    // A waiter that stands here twice is two.
    const place = { ...waiter }
    running.waiters.add(place)
    if (running.last.progress !== undefined) waiter.onProgress?.(running.last.progress)
    try {
      return await (waiter.signal === undefined ? running.result : unlessAborted(running.result, waiter.signal))
    } finally {
      running.waiters.delete(place)
      // What has ended is not there any more.
      if (running.waiters.size === 0 && this.#running.get(key) === running) {
        this.#running.delete(key)
        running.abort.abort(new Error('Nobody waits for it any more'))
        await running.result.catch(() => {})
      }
    }
  }

  #begin (key: string, work: (signal: AbortSignal, tell: (progress: P) => void) => Promise<T>): Running<T, P> {
    const waiters = new Set<Waiter<P>>()
    const abort = new AbortController()
    const last: { progress?: P } = {}
    const result = work(abort.signal, (progress) => {
      last.progress = progress
      for (const { onProgress } of waiters) onProgress?.(progress)
    })
    const running = { waiters, abort, result, last }
    this.#running.set(key, running)
    // Who comes after the end begins anew, also while the last waiters are still being told.
    const forget = (): void => { if (this.#running.get(key) === running) this.#running.delete(key) }
    result.then(forget, forget)
    return running
  }
}
