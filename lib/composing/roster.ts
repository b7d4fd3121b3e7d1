import type { ChainMembership } from '../../types/containerizer-chain.ts'
import type { Containerizer } from '../../types/containerizer.ts'
import { errors } from '../errors.ts'

/** Who has registered, and, once sealed, who of them makes the chain. */
export class Roster {
  /** Read by the chain itself: filled in place, never replaced. */
  readonly links: Containerizer[] = []
  /** Whose containers end with the app. */
  readonly doomed: Containerizer[] = []
  /** Where containers get their sandboxes unless they say so themselves. */
  sandboxes: string | undefined
  readonly #closes: Array<() => void | Promise<void>> = []
  #sealed = false

  register (containerizer: Containerizer, { close, destroyOnClose = false, sandboxes }: ChainMembership = {}): void {
    const { name } = containerizer
    const refuse = (why: string) => new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Containerizer '${name}' cannot join the chain: ${why}`)
    if (this.#sealed) throw refuse('the app is ready already')
    if (!/^[^\s,]+$/.test(name)) throw refuse('a name has neither commas nor spaces and is not empty')
    if (this.links.some(link => link.name === name)) throw refuse('there is one of this name')
    this.links.push(containerizer)
    if (destroyOnClose) this.doomed.push(containerizer)
    this.sandboxes ??= sandboxes
    if (close !== undefined) this.#closes.push(close)
  }

  /** From now on nobody joins, and the links are these. */
  seal (ordered: readonly Containerizer[]): void {
    this.#sealed = true
    this.links.splice(0, this.links.length, ...ordered)
  }

  /** Closes everyone who registered, the last first, also who is not part of the chain. Rejects with the first failure, after all. */
  async close (): Promise<void> {
    const failures: unknown[] = []
    for (const close of this.#closes.splice(0).reverse()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
