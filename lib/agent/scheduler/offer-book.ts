import type { Clock } from '../../../types/clock.ts'
import type { Offer, Resource } from '../../../types/mesos-v1.ts'
import { containsResources, scalar, subtractResources } from '../resource-math.ts'
import { after } from './after.ts'
import type { Framework } from './framework.ts'
import { availableTo, offered } from './resource-form.ts'

export interface HeldOffer {
  id: string
  framework: Framework
  role: string
  /** In the accounted form. */
  resources: Resource[]
  cancelTimeout: () => void
}

export interface OfferBookOptions {
  clock: Clock
  /** All that the agent has, and what its tasks hold; both in the accounted form. */
  total: () => Resource[]
  used: () => Resource[]
  /** Those that may be offered something, with their roles, who is to be asked first first. */
  candidates: () => Array<{ framework: Framework, role: string }>
  /** The parts of an offer that do not depend on its resources. */
  template: () => Pick<Offer, 'agentId' | 'hostname' | 'url' | 'attributes' | 'domain'>
  idPrefix: string
  /** An offer is taken back after this long. Undefined: never. */
  offerTimeoutMs: number | undefined
}

/** The smallest that is worth an offer. */
const LEAST_CPUS = 0.01
const LEAST_MEM = 32

/** Gives what is free to one framework at a time, and gets it back. What is offered to one is offered to nobody else. */
export class OfferBook {
  readonly #options: OfferBookOptions
  readonly #held = new Map<string, HeldOffer>()
  #count = 0
  #pending: NodeJS.Immediate | undefined

  constructor (options: OfferBookOptions) {
    this.#options = options
  }

  get (id: string): HeldOffer | undefined {
    return this.#held.get(id)
  }

  of (framework: Framework): HeldOffer[] {
    return [...this.#held.values()].filter(offer => offer.framework === framework)
  }

  /** Makes offers once whatever is being done now is done: several changes of one moment make one round. */
  schedule (): void {
    this.#pending ??= setImmediate(() => {
      this.#pending = undefined
      this.#offer()
    })
  }

  /** Takes the offer off the book; its resources are free again. */
  take (offer: HeldOffer): void {
    offer.cancelTimeout()
    this.#held.delete(offer.id)
    this.schedule()
  }

  /** Does not offer the framework as much as this or less for a while. */
  refuse (framework: Framework, role: string, resources: Resource[], ms: number): void {
    if (ms === 0 || resources.length === 0) return
    const refusal = {
      role,
      resources,
      cancel: after(this.#options.clock, ms, () => {
        framework.refusals.delete(refusal)
        this.schedule()
      })
    }
    framework.refusals.add(refusal)
  }

  close (): void {
    clearImmediate(this.#pending)
    for (const offer of this.#held.values()) offer.cancelTimeout()
  }

  #offer (): void {
    let free = subtractResources(this.#options.total(), this.#options.used())
    for (const offer of this.#held.values()) free = subtractResources(free, offer.resources)
    const made = new Map<Framework, Offer[]>()
    for (const { framework, role } of this.#options.candidates()) {
      const part = availableTo(role, free)
      if (scalar(part, 'cpus') < LEAST_CPUS && scalar(part, 'mem') < LEAST_MEM) continue
      if ([...framework.refusals].some(refusal => refusal.role === role && containsResources(refusal.resources, part))) continue
      free = subtractResources(free, part)
      made.set(framework, [...made.get(framework) ?? [], this.#make(framework, role, part)])
    }
    for (const [framework, offers] of made) framework.send({ type: 'OFFERS', offers: { offers } })
  }

  #make (framework: Framework, role: string, resources: Resource[]): Offer {
    const id = `${this.#options.idPrefix}-O${this.#count++}`
    const offer: HeldOffer = { id, framework, role, resources, cancelTimeout: () => {} }
    this.#held.set(id, offer)
    framework.offersMade++
    const { clock, offerTimeoutMs, template } = this.#options
    if (offerTimeoutMs !== undefined) offer.cancelTimeout = after(clock, offerTimeoutMs, () => this.#rescind(offer))
    return {
      ...template(),
      id: { value: id },
      frameworkId: { value: framework.id },
      resources: offered(resources, role, framework.capabilities),
      ...(framework.can('MULTI_ROLE') ? { allocationInfo: { role } } : {})
    }
  }

  #rescind (offer: HeldOffer): void {
    offer.framework.send({ type: 'RESCIND', rescind: { offerId: { value: offer.id } } })
    this.take(offer)
  }
}
