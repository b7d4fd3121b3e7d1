import { once } from 'node:events'
import { Socket } from 'node:net'
import type { Family, NetworkNamespace } from './namespace.ts'

export const LOOPBACK: Record<Family, string> = { IPv4: '127.0.0.1', IPv6: '::1' }

/** We lack something ourselves: that says nothing of the task. */
const OWN_FAULTS = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']

export interface TcpTarget {
  family: Family
  port: number
  /** Default: the loopback of the family. */
  host?: string
}

/**
 * A socket in the namespace, or on the host where there is none, once somebody has taken its connection; undefined: nobody does.
 * Rejects when aborted, and where no socket can be had, as in a namespace that may not be entered.
 */
export async function dial ({ family, port, host = LOOPBACK[family] }: TcpTarget, namespace: NetworkNamespace | undefined, signal: AbortSignal): Promise<Socket | undefined> {
  signal.throwIfAborted()
  const socket = namespace?.socket(family) ?? new Socket()
  try {
    socket.connect({ host, port })
    await once(socket, 'connect', { signal })
    return socket
  } catch (error) {
    socket.destroy()
    signal.throwIfAborted()
    if (OWN_FAULTS.includes(String((error as NodeJS.ErrnoException).code))) throw error
    return undefined
  }
}

/** Whether somebody takes the connection. Rejects where `dial` does. */
export async function tcpProbe (target: TcpTarget, namespace: NetworkNamespace | undefined, signal: AbortSignal): Promise<boolean> {
  const socket = await dial(target, namespace, signal)
  socket?.destroy()
  return socket !== undefined
}
