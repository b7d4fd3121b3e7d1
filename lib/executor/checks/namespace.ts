import { closeSync, openSync } from 'node:fs'
import { Socket } from 'node:net'
import koffi from 'koffi'
import { errors } from '../../errors.ts'

const libc = koffi.load(null)
const setns = libc.func('int setns(int fd, int type)') as (fd: number, type: number) => number
const socket = libc.func('int socket(int domain, int type, int protocol)') as (domain: number, type: number, protocol: number) => number

const CLONE_NEWNET = 0x40000000
const DOMAIN = { IPv4: 2, IPv6: 10 } as const
const STREAM_NONBLOCK_CLOEXEC = 1 | 0o4000 | 0o2000000

/** Our own, opened once: a check is cheap only without files to open. */
let own: number | undefined

export type Family = keyof typeof DOMAIN

/**
 * The network a task is in. A socket belongs to the namespace its thread is in when it is made, wherever it is connected later:
 * so ours enters the task's namespace for that one system call. No process is started for a check, and nothing of ours stays there.
 */
export class NetworkNamespace {
  #fd: number

  /** The namespace of that process; it is kept, so a later process of the same number is not taken for it. */
  constructor (pid: number) {
    this.#fd = openSync(`/proc/${pid}/ns/net`, 'r')
  }

  /** A socket in it, not connected yet. Throws CONTAINERIZER_ERR_CONFIG_INVALID where this process may not enter. */
  socket (family: Family): Socket {
    own ??= openSync('/proc/thread-self/ns/net', 'r')
    if (setns(this.#fd, CLONE_NEWNET) !== 0) {
      throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID('The network namespace of a task cannot be entered for its check: the agent needs CAP_SYS_ADMIN')
    }
    const fd = socket(DOMAIN[family], STREAM_NONBLOCK_CLOEXEC, 0)
    // Back is always possible: it is where we come from.
    setns(own, CLONE_NEWNET)
    return new Socket({ fd, readable: true, writable: true })
  }

  close (): void {
    if (this.#fd !== -1) closeSync(this.#fd)
    this.#fd = -1
  }
}
