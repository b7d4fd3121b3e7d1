import type { Clock } from '../../types/clock.ts'

/** Timers hold 31 bits; a longer one would end at once. */
const LONGEST = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),

  // Made of a bare timer: with hundreds of checks a second those that give a promise themselves are seen.
  sleep (ms, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason)
      let left = ms
      let timer: NodeJS.Timeout
      const abort = (): void => {
        clearTimeout(timer)
        reject(signal!.reason)
      }
      const wait = (): void => {
        timer = setTimeout(() => {
          left -= LONGEST
          if (left > 0) return wait()
          signal?.removeEventListener('abort', abort)
          resolve()
        }, Math.min(left, LONGEST))
      }
      signal?.addEventListener('abort', abort, { once: true })
      wait()
    })
  }
}
