import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../../types/clock.ts'

/** Timers hold 31 bits; a longer one would end at once. */
const LONGEST = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep (ms, signal) {
    let left = ms
    do {
      // The timer's own error says nothing of why.
      await delay(Math.min(left, LONGEST), undefined, signal === undefined ? {} : { signal }).catch(() => { throw signal!.reason })
      left -= LONGEST
    } while (left > 0)
  }
}
