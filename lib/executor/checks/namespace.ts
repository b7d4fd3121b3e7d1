import { closeSync, openSync } from 'node:fs'
import koffi from 'koffi'
import { errors } from '../../errors.ts'
import { startConnection } from './start-connection.ts'
import type { Connection, Peer } from './start-connection.ts'

const setns = koffi.load(null).func('int setns(int fd, int type)') as (fd: number, type: number) => number

const CLONE_NEWNET = 0x40000000

/** Our own, opened once: a check is cheap only without files to open. */
let own: number | undefined

/**
 * The network a task is in. A socket belongs to the namespace its thread is in when it is made, whatever is done with it later:
 * so ours enters the task's namespace for that moment. No process is started for a check, and nothing of ours stays there.
 */
export class NetworkNamespace {
  #fd: number

  /** The namespace of that process; it is kept, so a later process of the same number is not taken for it. */
  constructor (pid: number) {
    this.#fd = openSync(`/proc/${pid}/ns/net`, 'r')
  }

  /** As `startConnection`, in it. Throws CONTAINERIZER_ERR_CONFIG_INVALID where this process may not enter. */
  connect (peer: Peer): Connection | undefined {
    own ??= openSync('/proc/thread-self/ns/net', 'r')
    if (setns(this.#fd, CLONE_NEWNET) !== 0) {
      throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID('The network namespace of a task cannot be entered for its check: the agent needs CAP_SYS_ADMIN')
    }
    try {
      return startConnection(peer)
    } finally {
      // Back is always possible: it is where we come from.
      setns(own, CLONE_NEWNET)
    }
  }

  close (): void {
    if (this.#fd !== -1) closeSync(this.#fd)
    this.#fd = -1
  }
}
