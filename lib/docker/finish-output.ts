import type { Attachment } from '../../types/docker-engine.ts'
import type { SandboxLogs } from '../../types/sandbox.ts'
import { catchUp } from './catch-up.ts'
import type { OutputCursor } from './catch-up.ts'
import type { DockerParts } from './docker-parts.ts'

/** How long an engine may take to end the stream of a container that has ended. */
const STREAM_END_MS = 10_000

export interface Output {
  logs: SandboxLogs
  cursor: OutputCursor
  tty: boolean
  /** Null: nobody listened live, the engine's log is the only source. */
  attachment: Attachment | null
}

/**
 * Resolves when everything the ended container wrote is in the sandbox: the live stream where it was whole, else the
 * engine's log from the cursor on. Where neither has it, that is logged; it is no reason to keep the task.
 */
export async function finishOutput (
  { engine, clock, log }: Pick<DockerParts, 'engine' | 'clock' | 'log'>, engineId: string, output: Output
): Promise<void> {
  const { logs, cursor, tty, attachment } = output
  try {
    if (attachment === null || !await endsWhole(attachment, clock)) await catchUp(engine, engineId, tty, logs, cursor)
  } catch (error) {
    log.warn({ err: error, container: engineId }, 'the end of the output could not be read from the engine')
  }
  await logs.end().catch((err: unknown) => {
    log.warn({ err, container: engineId }, 'the end of the output could not be written')
  })
}

async function endsWhole (attachment: Attachment, clock: DockerParts['clock']): Promise<boolean> {
  const done = new AbortController()
  const late = clock.sleep(STREAM_END_MS, done.signal).then(() => false, () => false)
  const whole = await Promise.race([attachment.done.then(() => true, () => false), late])
  done.abort()
  attachment.close()
  return whole
}
