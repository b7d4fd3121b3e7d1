import { once } from 'node:events'
import { Socket } from 'node:net'
import type { Family, NetworkNamespace } from './namespace.ts'

export const LOOPBACK: Record<Family, string> = { IPv4: '127.0.0.1', IPv6: '::1' }

export interface TcpTarget {
  family: Family
  port: number
  /** Default: the loopback of the family. */
  host?: string
}

/** A connected socket in the namespace, or on the host where there is none. Rejects when nobody listens, or when aborted. */
export async function dial ({ family, port, host = LOOPBACK[family] }: TcpTarget, namespace: NetworkNamespace | undefined, signal: AbortSignal): Promise<Socket> {
  signal.throwIfAborted()
  const socket = namespace?.socket(family) ?? new Socket()
  try {
    socket.connect({ host, port })
    await once(socket, 'connect', { signal })
    return socket
  } catch (error) {
    socket.destroy()
    throw error
  }
}

/** Whether somebody takes the connection. Rejects only when aborted. */
export async function tcpProbe (target: TcpTarget, namespace: NetworkNamespace | undefined, signal: AbortSignal): Promise<boolean> {
  try {
    const socket = await dial(target, namespace, signal)
    socket.destroy()
    return true
  } catch {
    signal.throwIfAborted()
    return false
  }
}
