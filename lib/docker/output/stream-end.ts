import type { Clock } from '../../../types/clock.ts'
import type { Attachment, PendingExit } from '../../../types/docker-engine.ts'
import { within } from '../../util/within.ts'

/** How long an engine may take to end the stream of a container that has ended. */
const STREAM_END_MS = 10_000
/** And to tell of an end whose stream it has ended. */
const WAITER_MS = 2000

export interface StreamEnd {
  /** STREAM_LOST: there may be more, and the engine has it. ENGINE_LOST: the engine itself went away. */
  how: 'WHOLE' | 'STREAM_LOST' | 'ENGINE_LOST'
  /** When, in milliseconds. */
  at: number
}

/**
 * What a waiter says: true when the engine told of the container's end, false when the engine was lost. Undefined is neither: the
 * engine could not wait, or the waiter was given up, as happens when the end was noticed elsewhere first.
 */
export function toldBy ({ exit }: PendingExit): Promise<boolean | undefined> {
  return exit.then(({ error }) => error === undefined ? true : undefined, ({ name }: Error) => name === 'AbortError' ? undefined : false)
}

/**
 * How the stream of a container ended. In it the end of a container and the loss of an engine look the same: `told` says which.
 * `ended`: the end is known from elsewhere. Aborted, it waits for nothing more, and what it says means nothing.
 */
export async function streamEnd (
  attachment: Attachment, told: Promise<boolean | undefined>, ended: Promise<void>, clock: Clock, signal: AbortSignal
): Promise<StreamEnd> {
  const stream = attachment.done.then(() => true, () => false)
  await Promise.race([stream, ended])
  const at = clock.now()
  const whole = await within(stream, STREAM_END_MS, clock, signal)
  attachment.close()
  const exited = await within(told, WAITER_MS, clock, signal)
  return { how: exited === false ? 'ENGINE_LOST' : whole === true && exited === true ? 'WHOLE' : 'STREAM_LOST', at }
}
