import type { Clock } from '../../../types/clock.ts'

/** Timers hold 31 bits; a longer sleep would end at once. */
const LONGEST = 2 ** 31 - 1

/** Runs the action after `ms`, any length. The returned function calls it off. */
export function after (clock: Clock, ms: number, action: () => void): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const wait = (left: number): void => {
    clock.sleep(Math.min(left, LONGEST), signal).then(() => {
      if (signal.aborted) return
      if (left > LONGEST) wait(left - LONGEST)
      else action()
    }, () => {})
  }
  wait(ms)
  return () => controller.abort()
}
