import type { CallOptions } from '../../types/docker-engine.ts'
import { awaitWaiter } from './await-waiter.ts'
import { engineRefused } from './engine-error.ts'
import type { Transport } from './transport.ts'
import { orWhen, unary } from './unary.ts'

/**
 * True when the container is gone because somebody removed it, false when there was none. Where the engine is already
 * at it, waits for the end of that removal.
 */
export async function removeContainer (
  transport: Transport, id: string, options: CallOptions & { force?: boolean }
): Promise<boolean> {
  const query = { v: 'true', force: String(options.force ?? false) }
  const removed = unary(transport, { method: 'DELETE', path: `/containers/${encodeURIComponent(id)}`, query }, options)
  try {
    return await orWhen(removed.then(() => true), [404], false)
  } catch (error) {
    if (!/removal of container .* is already in progress/i.test((error as Error).message)) throw error
  }
  return await orWhen(awaitRemoval(transport, id, options), [404], true)
}

async function awaitRemoval (transport: Transport, id: string, options: CallOptions): Promise<true> {
  const { exit, abandon } = await awaitWaiter(transport, id, 'removed', options)
  const timer = setTimeout(abandon, options.timeoutMs)
  try {
    const { error } = await exit
    if (error !== undefined) throw engineRefused(500, error)
    return true
  } finally {
    clearTimeout(timer)
  }
}
