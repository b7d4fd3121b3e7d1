import type { Clock } from '../../types/clock.ts'
import type { RegistryAuth } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'
import { pullFailure } from './pull-failure.ts'
import type { Credentials } from './registry-credentials.ts'

/** Milliseconds. */
export interface PullPatience {
  /** Pulls in all. */
  attempts: number
  /** First pause; each further one may be twice as long. */
  pauseMs: number
  longestPauseMs: number
  /** For everything together, pauses included. */
  totalMs: number
}

export interface PatientPull {
  pull: (auth: RegistryAuth | undefined, signal: AbortSignal) => Promise<void>
  credentials: Credentials
  /** Asks for the credentials again. */
  refresh: (signal: AbortSignal) => Promise<Credentials>
  signal: AbortSignal
  /** Told before a pause. */
  onRetry?: (error: Error, pauseMs: number) => void
}

/** Pulls until it works, cannot work, or has taken long enough. Rejects with the last failure. */
export async function patientPull (
  { pull, credentials, refresh, signal, onRetry }: PatientPull, patience: PullPatience, clock: Clock, random: () => number
): Promise<void> {
  const late = new AbortController()
  const ended = new AbortController()
  const watching = clock.sleep(patience.totalMs, ended.signal).then(() => {
    late.abort(new errors.CONTAINERIZER_ERR_ENGINE_TIMEOUT(`the pull was not complete within ${patience.totalMs} ms`))
  }, () => {})
  const either = AbortSignal.any([signal, late.signal])
  let { auth, refreshable } = credentials

  /** Resolves when it is to be tried again. */
  async function afterFailure (error: Error, attempt: number): Promise<void> {
    either.throwIfAborted()
    const { reason, transient, retryAfterMs } = pullFailure(error)
    if (reason === 'auth' && refreshable) {
      // Once: what a fresh token does not open stays closed.
      refreshable = false
      auth = (await refresh(either)).auth
      return
    }
    if (!transient || attempt >= patience.attempts) throw error
    const longest = Math.min(patience.longestPauseMs, patience.pauseMs * 2 ** (attempt - 1))
    // Between half and all of it: never at once, and never all agents at the same moment.
    const pauseMs = retryAfterMs ?? longest * (1 + random()) / 2
    onRetry?.(error, pauseMs)
    await clock.sleep(pauseMs, either)
  }

  const attemptFrom = async (attempt: number): Promise<void> => {
    try {
      await pull(auth, either)
    } catch (error) {
      await afterFailure(error as Error, attempt)
      await attemptFrom(attempt + 1)
    }
  }

  try {
    await attemptFrom(1)
  } finally {
    ended.abort()
    await watching
  }
}
