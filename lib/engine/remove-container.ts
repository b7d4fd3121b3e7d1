import type { CallOptions } from '../../types/docker-engine.ts'
import type { WaitAnswer } from './await-waiter.ts'
import { engineRefused } from './engine-error.ts'
import type { Transport } from './transport.ts'
import { orWhen, unary, unaryJson } from './unary.ts'

/**
 * True when the container is gone because somebody removed it, false when there was none. Where the engine is already
 * at it, waits for the end of that removal.
 */
export async function removeContainer (
  transport: Transport, id: string, options: CallOptions & { force?: boolean }
): Promise<boolean> {
  const query = { v: 'true', force: String(options.force ?? false) }
  const removed = unary(transport, { method: 'DELETE', path: pathOf(id), query }, options)
  try {
    return await orWhen(removed.then(() => true), [404], false)
  } catch (error) {
    if (!/removal of container .* is already in progress/i.test((error as Error).message)) throw error
  }
  return await orWhen(awaitRemoval(transport, id, options), [404], true)
}

async function awaitRemoval (transport: Transport, id: string, options: CallOptions): Promise<true> {
  const request = { method: 'POST', path: pathOf(id, '/wait'), query: { condition: 'removed' } } as const
  const { Error: error } = await unaryJson<WaitAnswer>(transport, request, options)
  if (error != null) throw engineRefused(500, error.Message)
  return true
}

function pathOf (id: string, verb = ''): string {
  return `/containers/${encodeURIComponent(id)}${verb}`
}
