import { closeSync } from 'node:fs'
import { constants } from 'node:os'
import { getSystemErrorMap } from 'node:util'
import koffi from 'koffi'

const libc = koffi.load(null)
const inetPton = libc.func('int inet_pton(int domain, const char *text, uint8_t *address)') as (domain: number, text: string, address: Buffer) => number

/** What is asked of the kernel: -1 is a fault, of which `errno` has the number until something else is done. */
export interface SocketCalls {
  socket: (domain: number, type: number, protocol: number) => number
  connect: (fd: number, address: Buffer, length: number) => number
  poll: (entries: Buffer, count: number, milliseconds: number) => number
  errno: () => number
}

export const thisKernel: SocketCalls = {
  socket: libc.func('int socket(int domain, int type, int protocol)'),
  connect: libc.func('int connect(int fd, uint8_t *address, uint32_t length)'),
  poll: libc.func('int poll(uint8_t *entries, unsigned long count, int milliseconds)'),
  errno: koffi.errno
}

const DOMAIN = { IPv4: 2, IPv6: 10 } as const
/** Where an address has its bytes, and how long it is with all else. */
const LAYOUT = { IPv4: { at: 4, length: 16 }, IPv6: { at: 8, length: 28 } } as const
const STREAM_NONBLOCK_CLOEXEC = 1 | 0o4000 | 0o2000000
const POLLOUT = 4
const POLLERR_POLLHUP = 8 | 16
/** We lack something ourselves: that says nothing of the task. */
const OWN_FAULTS = [constants.errno.ENOBUFS, constants.errno.ENOMEM]

export type Family = keyof typeof DOMAIN

export interface Peer {
  family: Family
  /** An address, not a name. */
  host: string
  port: number
}

export interface Connection {
  fd: number
  /** False: it cannot be told yet. */
  connected: boolean
}

/**
 * Begins to connect a socket of its own, in the network namespace that this thread is in, and does not wait; undefined: nobody takes the
 * connection. Throws with the system's code where no socket can be had.
 *
 * Between processes of one host the kernel has done all of it when the call returns: so nearly every check is over without an event, and
 * costs a fraction of what node's own sockets take to connect.
 */
export function startConnection (peer: Peer, { socket, connect, poll, errno }: SocketCalls = thisKernel): Connection | undefined {
  const address = socketAddress(peer)
  const fd = socket(DOMAIN[peer.family], STREAM_NONBLOCK_CLOEXEC, 0)
  // Nothing may come between a fault and its number, not even a function that is compiled at its first call.
  if (fd === -1) throw systemError('socket', errno())
  connect(fd, address, address.length)
  const fault = errno()
  // That says at most that it has begun; this tells what has come of it meanwhile.
  const entry = Buffer.alloc(8)
  const events = new Int16Array(entry.buffer, entry.byteOffset + 4, 2)
  new Int32Array(entry.buffer, entry.byteOffset, 1)[0] = fd
  events[0] = POLLOUT
  const isOver = poll(entry, 1, 0) === 1
  if (((events[1] as number) & POLLERR_POLLHUP) === 0) return { fd, connected: isOver }
  closeSync(fd)
  if (OWN_FAULTS.includes(fault)) throw systemError('connect', fault)
  return undefined
}

function socketAddress ({ family, host, port }: Peer): Buffer {
  const { at, length } = LAYOUT[family]
  const address = Buffer.alloc(length)
  // In the order of this machine's bytes, what follows in that of the network.
  address.set(new Uint8Array(Uint16Array.of(DOMAIN[family]).buffer))
  address.writeUInt16BE(port, 2)
  inetPton(DOMAIN[family], host, address.subarray(at))
  return address
}

function systemError (call: string, fault: number): Error {
  const [code = 'UNKNOWN'] = getSystemErrorMap().get(-fault) ?? []
  return Object.assign(new Error(`${call} ${code}`), { code })
}
