import type { CheckPlace } from '../../../types/checks.ts'
import { errors } from '../../errors.ts'
import { findProcess } from '../../util/read-process.ts'
import { NetworkNamespace } from './namespace.ts'

/** The network in which a task is checked. One that cannot be entered now may be later, such as when there are file handles again. */
export class TaskNetwork {
  readonly #find: CheckPlace['process']
  #namespace: NetworkNamespace | undefined

  constructor ({ process }: Pick<CheckPlace, 'process'>) {
    this.#find = process
  }

  /** Undefined: it is the host's own. Throws where it cannot be had; the next call tries again. */
  open (): NetworkNamespace | undefined {
    if (this.#find === undefined || this.#namespace !== undefined) return this.#namespace
    const found = this.#find()
    if (found === null) throw unseen()
    const opened = new NetworkNamespace(found.pid)
    // It is that process's, and not that of a later one of its number, if it is there still.
    if (findProcess(found) === null) {
      opened.close()
      throw unseen()
    }
    this.#namespace = opened
    return opened
  }

  close (): void {
    this.#namespace?.close()
  }
}

function unseen (): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID('The network of a task cannot be seen from here, so it is not checked')
}
