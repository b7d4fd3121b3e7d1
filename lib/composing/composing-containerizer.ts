import type { AgentState } from '../../types/agent-state.ts'
import type { CommandTaskCapable, Containerizer, ExecCapable, ExecCommand, ExecOptions, LaunchResult, SignalCapable } from '../../types/containerizer.ts'
import type { ContainerConfig, KillOptions, LaunchOptions } from '../../types/container-config.ts'
import type { ContainerID, ContainerStatus, Image, Resource, ResourceStatistics, ValueScalar } from '../../types/mesos-v1.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import type { TaskStatusListener } from '../../types/task-status.ts'
import { containerKey } from '../util/container-key.ts'
import { sharedAbort } from '../util/shared-abort.ts'
import { unlessAborted } from '../util/unless-aborted.ts'
import { errors } from '../errors.ts'
import { isCommandTaskCapable, isExecCapable, isSignalCapable } from './capabilities.ts'
import { offerInOrder } from './offer-in-order.ts'
import { Ownership, rootOf } from './ownership.ts'
import { StatusSubscriptions } from './status-subscriptions.ts'
import { everyLink } from './every-link.ts'
import { recoverLinks } from './recover-links.ts'
import type { Entry } from './ownership.ts'

/**
 * Several containerizers that answer as one. A launch is offered to each in order until one does not say
 * NOT_SUPPORTED; from then on that one owns the container, and everything about it goes there.
 * Containers launched past the chain, at a link itself, are found by it at the next recovery only.
 */
export class ComposingContainerizer implements Containerizer, CommandTaskCapable, SignalCapable, ExecCapable {
  readonly name = 'composing'
  readonly #links: readonly Containerizer[]
  readonly #owned = new Ownership()
  readonly #statuses = new StatusSubscriptions()
  #recovery: Promise<void> | undefined
  #recovered = false
  #closing = false
  readonly #letGo = sharedAbort()

  /** `links` is read until `recover` is called, so that it may still be filled and ordered before. */
  constructor (links: readonly Containerizer[]) {
    this.#links = links
  }

  /** Names of the links, in the order in which they are asked. */
  get names (): string[] {
    return this.#links.map(link => link.name)
  }

  /**
   * All links recover side by side, and all have finished when this settles. Rejects with the error of the link that
   * failed, or where several did with CONTAINERIZER_ERR_RECOVERY_FAILED, whose cause has theirs in chain order.
   * A second call joins the first.
   */
  recover (state: AgentState | null): Promise<void> {
    this.#recovery ??= this.#recover(state)
    return this.#recovery
  }

  async #recover (state: AgentState | null): Promise<void> {
    this.#statuses.connect(this.#links.filter(isCommandTaskCapable))
    await recoverLinks(this.#links, state)
    for (const link of this.#links) {
      for (const containerId of link.containers()) {
        // Two links that claim one id: the chain's order decides, as it would have at launch.
        if (this.#owned.get(containerId) === undefined) this.#watch(this.#owned.add(containerId, link))
      }
    }
    this.#recovered = true
  }

  /** From now on every launch rejects with CONTAINERIZER_ERR_CLOSING, one between two links too. */
  refuseLaunches (): void {
    this.#closing = true
  }

  /** From now on every wait, those under way too, rejects with CONTAINERIZER_ERR_DETACHED: a close need not outlast a container. */
  letGo (): void {
    this.#letGo.abort()
  }

  /**
   * A link that throws ends the search. A nested container goes to the owner of its root; an unknown root rejects with
   * CONTAINERIZER_ERR_CONTAINER_UNKNOWN. A destroy between two links ends the search with CONTAINERIZER_ERR_CONTAINER_DESTROYED.
   */
  async launch (containerId: ContainerID, config: ContainerConfig, options?: LaunchOptions): Promise<LaunchResult> {
    const key = containerKey(containerId)
    this.#refuseWhenClosing(key)
    if (!this.#recovered) {
      throw new errors.CONTAINERIZER_ERR_NOT_RECOVERED(`Container ${key} was not launched: recovery has not finished`)
    }
    if (this.#owned.get(containerId) !== undefined) return 'ALREADY_LAUNCHED'
    const candidates = this.#candidates(containerId)
    if (candidates[0] === undefined) return 'NOT_SUPPORTED'
    const entry = this.#owned.add(containerId, candidates[0])
    entry.launching = offerInOrder(entry, candidates, config, options, () => this.#refuseWhenClosing(key))
    try {
      return await entry.launching
    } finally {
      entry.launching = undefined
      this.#watch(entry)
    }
  }

  #candidates (containerId: ContainerID): readonly Containerizer[] {
    if (containerId.parent === undefined) return this.#links
    const owner = this.#owned.linkOf(containerId)
    if (owner === undefined) throw new errors.CONTAINERIZER_ERR_CONTAINER_UNKNOWN(containerKey(rootOf(containerId)))
    return [owner]
  }

  #refuseWhenClosing (key: string): void {
    if (this.#closing) throw new errors.CONTAINERIZER_ERR_CLOSING(key)
  }

  /** Forgets the entry once its link does: after the end, or when its link never took it. */
  #watch (entry: Entry): void {
    this.#owned.release(entry)
    if (this.#owned.get(entry.containerId) !== entry) return
    entry.end = (async () => await entry.link.wait(entry.containerId))()
    // A wait that fails proves no end: whether the container is still there is for the link's own list to say.
    const release = () => this.#owned.release(entry)
    entry.end.then(release, release)
  }

  async update (containerId: ContainerID, resources: Resource[], limits?: Record<string, ValueScalar>): Promise<void> {
    await this.#owned.linkOf(containerId)?.update(containerId, resources, limits)
  }

  async usage (containerId: ContainerID): Promise<ResourceStatistics> {
    return await this.#owned.required(containerId).usage(containerId)
  }

  async status (containerId: ContainerID): Promise<ContainerStatus> {
    return await this.#owned.required(containerId).status(containerId)
  }

  /** While the search for a link goes on this waits for its outcome first; taken by none: null. */
  async wait (containerId: ContainerID): Promise<ContainerTermination | null> {
    const { signal } = this.#letGo
    try {
      return await unlessAborted(this.#wait(containerId), signal)
    } catch (error) {
      throw error === signal.reason ? new errors.CONTAINERIZER_ERR_DETACHED(containerKey(containerId)) : error
    }
  }

  async #wait (containerId: ContainerID): Promise<ContainerTermination | null> {
    const entry = this.#owned.get(containerId)
    if (entry?.launching === undefined) return await this.#owned.linkOf(containerId)?.wait(containerId) ?? null
    await entry.launching.catch(() => {})
    return await entry.end ?? null
  }

  async destroy (containerId: ContainerID): Promise<ContainerTermination | null> {
    const entry = this.#owned.get(containerId)
    if (entry === undefined) return await this.#owned.linkOf(containerId)?.destroy(containerId) ?? null
    entry.destroying = true
    const release = () => this.#owned.release(entry)
    const termination = this.#destroy(entry)
    termination.then(release, release)
    return await termination
  }

  async #destroy (entry: Entry): Promise<ContainerTermination | null> {
    const termination = await entry.link.destroy(entry.containerId)
    if (termination !== null || entry.launching === undefined) return termination
    // A link that did not know the id yet may still take it: the launch is seen to its end, then undone.
    await entry.launching.catch(() => {})
    return await entry.link.destroy(entry.containerId)
  }

  containers (): ContainerID[] {
    return this.#owned.ids()
  }

  /** Every link is asked; rejects with the first failure in chain order, after all have finished. */
  async pruneImages (excluded: Image[]): Promise<void> {
    await everyLink(this.#links, link => link.pruneImages(excluded))
  }

  /** Statuses of all links. A listener may be added before the links have joined. */
  onTaskStatus (listener: TaskStatusListener): () => void {
    return this.#statuses.add(listener)
  }

  /** False also where the owner does not run command tasks itself. */
  async killTask (containerId: ContainerID, options?: KillOptions): Promise<boolean> {
    const link = this.#owned.linkOf(containerId)
    return link !== undefined && isCommandTaskCapable(link) && await link.killTask(containerId, options)
  }

  /** False also where the owner cannot send signals. */
  async kill (containerId: ContainerID, signal: number): Promise<boolean> {
    const link = this.#owned.linkOf(containerId)
    return link !== undefined && isSignalCapable(link) && await link.kill(containerId, signal)
  }

  /** Rejects with CONTAINERIZER_ERR_EXEC_FAILED also where the owner cannot. */
  async exec (containerId: ContainerID, command: ExecCommand, options?: ExecOptions): Promise<number> {
    const link = this.#owned.required(containerId)
    if (isExecCapable(link)) return await link.exec(containerId, command, options)
    throw new errors.CONTAINERIZER_ERR_EXEC_FAILED(`Container ${containerKey(containerId)}: the ${link.name} containerizer runs no commands in containers`)
  }
}
