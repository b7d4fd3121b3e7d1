import type { AgentState } from '../../types/agent-state.ts'
import type { ContainerConfig, KillOptions, LaunchOptions } from '../../types/container-config.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import type {
  CommandTaskCapable, Containerizer, ContainerStage, ExecCapable, ExecCommand, ExecOptions, LaunchResult, SignalCapable
} from '../../types/containerizer.ts'
import type { ContainerImage, PrunedImage, PruneRequest } from '../../types/images.ts'
import type {
  ContainerID, ContainerStatus, Image, Resource, ResourceStatistics, ValueScalar
} from '../../types/mesos-v1.ts'
import type { TaskStatusListener } from '../../types/task-status.ts'
import { errors } from '../errors.ts'
import { containerKey } from '../util/container-key.ts'
import { closeContainers } from './close-containers.ts'
import { containerStatus } from './container-status.ts'
import { containerUsage } from './container-usage.ts'
import { decorated } from './decorated.ts'
import { DockerContainer } from './docker-container.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { execCommand } from './exec-command.ts'
import { taskVariables } from './executed-run.ts'
import { launchRun } from './launch-run.ts'
import { OrphanWatch } from './orphan-watch.ts'
import { logRequest } from './output/log-request.ts'
import { provenEnd } from './proven-end.ts'
import { recoverContainers } from './recover-containers.ts'
import type { Orphan } from './recovery-plan.ts'
import { TaskListeners } from './task-listeners.ts'
import { updateContainer } from './update-container.ts'

/** Runs containers of type DOCKER on one engine. Everything it knows is a map of containers; each sees to itself. */
export class DockerContainerizer implements Containerizer, CommandTaskCapable, SignalCapable, ExecCapable {
  readonly name = 'docker'
  readonly #parts: DockerParts
  readonly #containers = new Map<string, DockerContainer>()
  /** Limits that came while a container was not there yet. */
  readonly #updates = new WeakMap<DockerContainer, Record<string, unknown>>()
  readonly #listeners: TaskListeners
  readonly #orphans: OrphanWatch
  #recovered = false

  constructor (parts: DockerParts) {
    this.#parts = parts
    this.#listeners = new TaskListeners(parts.log)
    this.#orphans = new OrphanWatch(parts, (key) => this.#containers.has(key))
  }

  async recover (state: AgentState | null): Promise<void> {
    await recoverContainers(this.#parts, state, (run) => {
      const container = this.#add(run)
      this.#forgetAtEnd(container)
      return container
    })
    this.#orphans.start(state?.unreadable)
    this.#recovered = true
    this.#parts.catchUp.begin()
  }

  /** What is ours in the engine though nobody asks for it, and why; nothing is done about it. Containers are given a minute to get into the books. */
  orphans (): Promise<Orphan[]> {
    return this.#orphans.find()
  }

  async launch (id: ContainerID, config: ContainerConfig, options: LaunchOptions = {}): Promise<LaunchResult> {
    const key = containerKey(id)
    if (!this.#recovered) throw new errors.CONTAINERIZER_ERR_NOT_RECOVERED(`Container ${key}: the docker containerizer has not finished recovery`)
    if (id.parent !== undefined) throw new errors.CONTAINERIZER_ERR_NESTED_UNSUPPORTED()
    if (this.#containers.has(key)) return 'ALREADY_LAUNCHED'
    if (config.containerInfo?.type !== 'DOCKER') return 'NOT_SUPPORTED'
    const run = launchRun(this.#parts, id, config, options)
    const body = this.#parts.plan(run, taskVariables(run, options.environment))
    this.#parts.fetcher.validate(config.commandInfo.uris ?? [])
    this.#parts.logger.validate?.(logRequest(run))
    options.signal?.throwIfAborted()
    const container = this.#add(run)
    const abort = (): void => { container.destroy() }
    options.signal?.addEventListener('abort', abort, { once: true })
    try {
      await container.launch(body, options.environment)
      this.#forgetAtEnd(container)
      await this.#catchUp(container)
      return 'SUCCESS'
    } finally {
      options.signal?.removeEventListener('abort', abort)
    }
  }

  async update (id: ContainerID, resources: Resource[], limits: Record<string, ValueScalar> = {}): Promise<void> {
    const container = this.#containers.get(containerKey(id))
    if (container === undefined) return
    container.disk.change(resources)
    const wanted = this.#parts.planUpdate(container.run, resources, limits)
    if (container.place === null) this.#updates.set(container, wanted)
    else await updateContainer(this.#parts.engine, container.place, wanted)
  }

  async usage (id: ContainerID): Promise<ResourceStatistics> {
    return await containerUsage(this.#parts, this.#known(id))
  }

  async status (id: ContainerID): Promise<ContainerStatus> {
    const engineId = this.#known(id).place
    const details = engineId === null ? null : await this.#parts.engine.inspect(engineId)
    return details === null ? { containerId: id } : containerStatus(id, details)
  }

  async wait (id: ContainerID): Promise<ContainerTermination | null> {
    return this.#containers.get(containerKey(id))?.termination ?? null
  }

  async destroy (id: ContainerID): Promise<ContainerTermination | null> {
    const container = this.#containers.get(containerKey(id))
    if (container === undefined) return null
    container.destroy()
    const termination = await provenEnd(container, this.#parts.clock)
    this.#containers.delete(container.key)
    return termination
  }

  containers (): ContainerID[] {
    return [...this.#containers.values()].map(({ run }) => run.containerId)
  }

  /** Where a container is now. Unknown id: undefined. */
  stage (id: ContainerID): ContainerStage | undefined {
    return this.#containers.get(containerKey(id))?.stage
  }

  /** What a container runs, or will. Unknown id: null. */
  image (id: ContainerID): ContainerImage | null {
    return this.#containers.get(containerKey(id))?.image.now ?? null
  }

  async pruneImages (excluded: Image[]): Promise<void> {
    await this.collectImages(excluded.flatMap(({ docker }) => docker === undefined ? [] : [docker.name]))
  }

  /** What is launching has no container at the engine yet, nor may what an executor runs: its image is excluded too. Resolves with what was removed, or would be. */
  async collectImages (excluded: string[], options?: PruneRequest): Promise<PrunedImage[]> {
    const launching = (): string[] => [...this.#containers.values()].filter(({ engineId, run }) => engineId === null || run.taskName !== undefined).map(({ image }) => image.now.name)
    return await this.#parts.images.prune(() => [...excluded, ...launching()], options) ?? []
  }

  onTaskStatus (listener: TaskStatusListener): () => void {
    return this.#listeners.add(listener)
  }

  async killTask (id: ContainerID, options?: KillOptions): Promise<boolean> {
    const container = this.#containers.get(containerKey(id))
    container?.kill(options)
    return container !== undefined
  }

  async kill (id: ContainerID, signal: number): Promise<boolean> {
    const engineId = this.#containers.get(containerKey(id))?.place ?? null
    return engineId !== null && await this.#parts.engine.kill(engineId, String(signal))
  }

  async exec (id: ContainerID, command: ExecCommand, options?: ExecOptions): Promise<number> {
    return await execCommand(this.#parts, this.#known(id), command, options)
  }

  /** Lets go of everything; containers run on unless they are to be destroyed. Resolves when no timer or stream is left. */
  async close ({ destroy = false }: { destroy?: boolean } = {}): Promise<void> {
    if (destroy) await Promise.allSettled(this.containers().map((id) => this.destroy(id)))
    await this.#orphans.close()
    await closeContainers([...this.#containers.values()], this.#parts.clock)
    await this.#parts.removals.close()
  }

  #known (id: ContainerID): DockerContainer {
    const container = this.#containers.get(containerKey(id))
    if (container === undefined) throw new errors.CONTAINERIZER_ERR_CONTAINER_UNKNOWN(containerKey(id))
    return container
  }

  #add (run: DockerRun): DockerContainer {
    const container = new DockerContainer(this.#parts, run, decorated(this.#parts.hooks, run, (status) => this.#listeners.say(run.containerId, status)))
    this.#containers.set(container.key, container)
    return container
  }

  /** What was asked for while it launched. Who asked has gone on: a failure is logged, and the first limits hold. */
  async #catchUp (container: DockerContainer): Promise<void> {
    const wanted = this.#updates.get(container)
    if (wanted === undefined || container.place === null) return
    await updateContainer(this.#parts.engine, container.place, wanted).catch((err: unknown) => {
      this.#parts.log.warn({ err, container: container.key }, 'limits that changed during the launch could not be set')
    })
  }

  /** A container that failed to launch stays known until it is destroyed, one that ran until its end. */
  #forgetAtEnd (container: DockerContainer): void {
    container.termination.catch(() => {}).then(() => this.#containers.delete(container.key))
  }
}
