import type { PendingExit } from '../../types/docker-engine.ts'
import { awaitExit } from './await-exit.ts'
import { catchUp } from './catch-up.ts'
import type { DockerParts } from './docker-parts.ts'
import type { Output } from './finish-output.ts'

const CATCH_UP_MS = 5000

type Parts = Pick<DockerParts, 'engine' | 'clock' | 'log'>

/** Appends what the engine's log has gained, every now and then, until the signal is aborted. Never rejects. */
export async function followOutput ({ engine, clock, log }: Parts, engineId: string, { tty, logs, cursor }: Output, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const begun = clock.now()
    await catchUp(engine, engineId, tty, logs, cursor).catch((error: unknown) => {
      log.warn({ err: error, container: engineId }, 'catching up with the output failed, it is tried again')
    })
    // The engine's log is read from its start every time: a long one is read less often.
    await clock.sleep(Math.max(CATCH_UP_MS, 20 * (clock.now() - begun)), ended).catch(() => {})
  }
}

/**
 * The exit of a container whose live stream is listened to. When its waiter is lost the stream was most likely cut with
 * it, and a cut between two frames cannot be told from an end: from then on the engine's log is the source.
 */
export async function exitWithOutput (
  parts: Parts, engineId: string, output: Output, awaitIt: (onLoss: () => void) => Promise<number | null>
): Promise<number | null> {
  const ended = new AbortController()
  let following: Promise<void> | undefined
  const fallBack = async (): Promise<void> => {
    output.attachment?.close()
    await output.attachment?.done.catch(() => {})
    output.attachment = null
    await followOutput(parts, engineId, output, ended.signal)
  }
  try {
    return await awaitIt(() => { following ??= fallBack() })
  } finally {
    ended.abort()
    await following
  }
}

/** The same for a container whose waiter was armed before its start. */
export function liveExit (parts: Parts, engineId: string, output: Output, armed: PendingExit, signal: AbortSignal): Promise<number | null> {
  return exitWithOutput(parts, engineId, output, (onLoss) => awaitExit(parts.engine, engineId, armed, parts.clock, signal, onLoss))
}
