import type { Clock } from '../../../types/clock.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import { within } from '../../util/within.ts'
import type { Brake } from './brake.ts'
import type { LogSource } from './log-anchor.ts'
import type { LogReading } from './log-reading.ts'

/** How long the stream of a container that has ended may take to end; one that ended before it was attached to has none. */
const STREAM_END_MS = 10_000
/** The same where the engine has ended its log, and nobody has said yet why: it may just as well have broken off. */
const LOG_END_MS = 2000

/**
 * Reads and follows the log until the engine ends it or the container's end is known, with the brake on from before the end of the
 * log is reached.
 */
export async function followLog (
  { engine, clock }: { engine: DockerEngine, clock: Clock }, { engineId, tty }: LogSource, reading: LogReading, brake: Brake, { over, ended, caughtUp }: { over: AbortSignal, ended: AbortSignal, caughtUp: () => void }
): Promise<void> {
  const attachment = await engine.attach(engineId, brake, { tty, signal: over })
  const signal = AbortSignal.any([over, ended])
  let finished = false
  try {
    await reading.to('PRESENT', { signal })
    caughtUp()
    const from = reading.read
    brake.release(0)
    await reading.to('FOLLOW', { signal, onRead: (read) => brake.release(read - from) })
    finished = true
  } finally {
    // How the last line ended is for the brake to say.
    brake.release(Infinity)
    if (ended.aborted || finished) await within(attachment.done, ended.aborted ? STREAM_END_MS : LOG_END_MS, clock, over).catch(() => {})
    attachment.close()
  }
}
