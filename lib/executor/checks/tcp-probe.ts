import { closeSync } from 'node:fs'
import { Socket } from 'node:net'
import { deferred } from '../../util/deferred.ts'
import { unlessAborted } from '../../util/unless-aborted.ts'
import type { NetworkNamespace } from './namespace.ts'
import { startConnection } from './start-connection.ts'
import type { Connection, Family } from './start-connection.ts'

export const LOOPBACK: Record<Family, string> = { IPv4: '127.0.0.1', IPv6: '::1' }

export interface TcpTarget {
  family: Family
  port: number
  /** An address. Default: the loopback of the family. */
  host?: string
}

/** Where a connection is begun; undefined: on the host. */
export type Place = Pick<NetworkNamespace, 'connect'> | undefined

/**
 * Begins a connection there; undefined: nobody takes it. Throws when aborted, and where no socket can be had, as in a namespace that
 * may not be entered.
 */
export function dial ({ family, port, host = LOOPBACK[family] }: TcpTarget, place: Place, signal: AbortSignal): Connection | undefined {
  signal.throwIfAborted()
  const peer = { family, port, host }
  return place === undefined ? startConnection(peer) : place.connect(peer)
}

/** Its socket, once somebody has taken the connection; undefined: nobody does. Rejects when aborted, and nothing is open then. */
export async function socketOf ({ fd, connected }: Connection, signal: AbortSignal): Promise<Socket | undefined> {
  const socket = new Socket({ fd, readable: true, writable: true })
  if (connected) return socket
  const { promise, resolve } = deferred<Socket | undefined>()
  socket.once('error', () => resolve(undefined))
  // The kernel takes nothing, not even no bytes at all, before the connection is there.
  socket.write('', (error) => { if (!error) resolve(socket) })
  try {
    return await unlessAborted(promise, signal)
  } catch (reason) {
    socket.destroy()
    throw reason
  }
}

/** Whether somebody takes the connection. Rejects when aborted, and where `dial` throws. */
export async function tcpProbe (target: TcpTarget, place: Place, signal: AbortSignal): Promise<boolean> {
  const begun = dial(target, place, signal)
  if (begun === undefined) return false
  if (begun.connected) {
    closeSync(begun.fd)
    return true
  }
  const socket = await socketOf(begun, signal)
  socket?.destroy()
  return socket !== undefined
}
