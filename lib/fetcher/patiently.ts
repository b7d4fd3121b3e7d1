import { transience } from './transience.ts'
import type { Clock } from '../../types/clock.ts'
import type { TransferFailure } from './transience.ts'

export interface Patience {
  /** Tries in a row that bring nothing; one that brought something counts as the first again. */
  attempts: number
  /** First pause; each further one may be twice as long. */
  pauseMs: number
  longestPauseMs: number
}

export interface Patient {
  patience: Patience
  clock: Clock
  random: () => number
  /** Grows with what has been received. */
  received: () => number
  signal: AbortSignal
}

/** Tries until it works, cannot work, or was tried often enough. Rejects with the last failure. */
export async function patiently<T> (attempt: () => Promise<T>, { patience, clock, random, received, signal }: Patient): Promise<T> {
  const tryFrom = async (tries: number): Promise<T> => {
    const before = received()
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      const progressed = received() > before
      const inVain = progressed ? 1 : tries
      const wish = transience(error as TransferFailure, progressed)
      if (wish === false || inVain >= patience.attempts) throw error
      const longest = Math.min(patience.longestPauseMs, patience.pauseMs * 2 ** (inVain - 1))
      // Between half and all of it: never at once, and never all agents at the same moment.
      await clock.sleep(Math.max(Number(wish), longest * (1 + random()) / 2), signal)
      return await tryFrom(inVain + 1)
    }
  }
  return await tryFrom(1)
}
