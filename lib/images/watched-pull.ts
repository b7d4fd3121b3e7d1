import type { Clock } from '../../types/clock.ts'
import type { DockerEngine, PullOptions, PullProgress } from '../../types/docker-engine.ts'
import { errors } from '../errors.ts'

/** Milliseconds. */
export interface PullDeadlines {
  /** Until the registry has answered with a manifest: the engine says nothing before. */
  beginMs: number
  /** Without progress, of a download or of an extraction. The engine's own retries take 75 seconds and are none. */
  inactivityMs: number
}

/** One pull, ended when it does not begin or stands still. */
export async function watchedPull (
  engine: DockerEngine, reference: string, options: PullOptions & { signal: AbortSignal }, deadlines: PullDeadlines, clock: Clock
): Promise<void> {
  const late = new AbortController()
  const ended = new AbortController()
  let limit = deadlines.beginMs
  let heard = clock.now()
  let rule = 'did not begin'

  async function watch (): Promise<void> {
    // A line may come in the middle of the wait for the first, and shortens what is left.
    for (let left = limit; left > 0; left = heard + limit - clock.now()) await clock.sleep(Math.min(left, deadlines.inactivityMs), ended.signal)
    late.abort(new errors.CONTAINERIZER_ERR_ENGINE_TIMEOUT(`the pull ${rule} within ${limit} ms`))
  }

  const watching = watch().catch(() => {})
  try {
    await engine.pull(reference, {
      ...options,
      signal: AbortSignal.any([options.signal, late.signal]),
      onProgress (progress) {
        if (isActivity(progress)) {
          heard = clock.now()
          limit = deadlines.inactivityMs
          rule = 'made no progress'
        }
        options.onProgress?.(progress)
      }
    })
  } finally {
    ended.abort()
    await watching
  }
}

/** The engine counts down between its own tries, once a second. */
function isActivity ({ status }: PullProgress): boolean {
  return !status.startsWith('Retrying')
}
