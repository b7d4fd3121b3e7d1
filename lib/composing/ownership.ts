import type { ContainerID } from '../../types/mesos-v1.ts'
import type { ContainerKey } from '../../types/ids.ts'
import type { Containerizer, LaunchResult } from '../../types/containerizer.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import { errors } from '../errors.ts'
import { containerKey } from '../util/container-key.ts'

/** One container of the chain and the link that has it, or that is being asked to take it. */
export interface Entry {
  readonly containerId: ContainerID
  link: Containerizer
  destroying: boolean
  /** Set while the chain is still looking for a link. */
  launching?: Promise<LaunchResult> | undefined
  /** The link's own wait, asked for in the moment in which the link had taken the container. */
  end?: Promise<ContainerTermination | null>
}

/** Which link owns which container. A link's own list is the truth; this table only remembers whom to ask. */
export class Ownership {
  readonly #entries = new Map<ContainerKey, Entry>()

  get (containerId: ContainerID): Entry | undefined {
    return this.#entries.get(containerKey(containerId))
  }

  /** The link to ask about this id: its own, else that of its root, which may still tell of nested ones that ended. */
  linkOf (containerId: ContainerID): Containerizer | undefined {
    return (this.get(containerId) ?? this.get(rootOf(containerId)))?.link
  }

  required (containerId: ContainerID): Containerizer {
    const link = this.linkOf(containerId)
    if (link === undefined) throw new errors.CONTAINERIZER_ERR_CONTAINER_UNKNOWN(containerKey(containerId))
    return link
  }

  add (containerId: ContainerID, link: Containerizer): Entry {
    const entry: Entry = { containerId, link, destroying: false }
    this.#entries.set(containerKey(containerId), entry)
    return entry
  }

  /** Takes the entry out, unless its launch goes on or its link still knows the container. */
  release (entry: Entry): void {
    if (entry.launching === undefined && !keysOf(entry.link).has(containerKey(entry.containerId))) this.#remove(entry)
  }

  /** The ids of the chain, those being launched included; what its link has forgotten is forgotten here too. */
  ids (): ContainerID[] {
    const known = new Map<Containerizer, Set<ContainerKey>>()
    for (const [key, entry] of this.#entries) {
      if (entry.launching !== undefined) continue
      const keys = known.get(entry.link) ?? keysOf(entry.link)
      known.set(entry.link, keys)
      if (!keys.has(key)) this.#remove(entry)
    }
    return Array.from(this.#entries.values(), entry => entry.containerId)
  }

  /** A later entry of the same id stays. */
  #remove (entry: Entry): void {
    const key = containerKey(entry.containerId)
    if (this.#entries.get(key) === entry) this.#entries.delete(key)
  }
}

export function rootOf (containerId: ContainerID): ContainerID {
  return containerId.parent === undefined ? containerId : rootOf(containerId.parent)
}

function keysOf (link: Containerizer): Set<ContainerKey> {
  return new Set(link.containers().map(id => containerKey(id)))
}
