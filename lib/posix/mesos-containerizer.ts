import { errors } from '../errors.ts'
import { containerKey } from '../util/container-key.ts'
import type { AgentState } from '../../types/agent-state.ts'
import type { ContainerConfig, KillOptions, LaunchOptions } from '../../types/container-config.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import type { CommandTaskCapable, Containerizer, ExecCapable, ExecCommand, ExecOptions, LaunchResult, SignalCapable } from '../../types/containerizer.ts'
import type { ContainerID, ContainerStatus, Resource, ResourceStatistics } from '../../types/mesos-v1.ts'
import type { TaskStatusListener } from '../../types/task-status.ts'
import { killTree, signalTree } from './kill-tree.ts'
import { execCommand } from './exec-command.ts'
import { PosixContainer } from './posix-container.ts'
import { PosixLife } from './posix-life.ts'
import type { PosixParts } from './posix-parts.ts'
import { diskQuota } from '../run-options/disk-quota.ts'
import { livingProcesses } from './process-tree.ts'
import { readBootId } from '../util/read-process.ts'
import { recoveredFate } from './recovered-fate.ts'
import { startContainer } from './start-container.ts'
import { treeUsage } from './tree-usage.ts'

/**
 * Runs containers as plain processes of this host, each a session with its sandbox as working directory. They do not
 * need the agent to live: the next one finds them again, and how they ended meanwhile. As with the original's posix
 * isolation, resources are counted but not limited.
 */
export class MesosContainerizer implements Containerizer, CommandTaskCapable, SignalCapable, ExecCapable {
  readonly name = 'mesos'
  readonly #parts: PosixParts
  readonly #containers = new Map<string, PosixContainer>()
  readonly #life: PosixLife
  #recovered = false
  #closing = false

  constructor (parts: PosixParts) {
    this.#parts = parts
    this.#life = new PosixLife(parts)
  }

  onTaskStatus (listener: TaskStatusListener): () => void {
    return this.#life.onTaskStatus(listener)
  }

  async recover (state: AgentState | null): Promise<void> {
    const { records, broken } = await this.#parts.runs.list()
    for (const { key, error } of broken) this.#parts.log.error({ key, err: error }, 'The record of a container cannot be read, its processes are not looked after')
    for (const { key, value: run } of records) {
      const fate = recoveredFate(run, state, readBootId())
      this.#parts.log.info({ container: key, fate }, 'Recovering a container')
      if (fate === 'ORPHAN') {
        await this.#life.discard(run)
        await this.#parts.runs.remove(key)
        continue
      }
      const container = new PosixContainer(run.containerId, run.directory, run.taskId, this.#parts.disk)
      this.#containers.set(containerKey(run.containerId), container)
      await this.#life.adopt(container, run, fate)
    }
    this.#recovered = true
  }

  async launch (containerId: ContainerID, config: ContainerConfig, options: LaunchOptions = {}): Promise<LaunchResult> {
    const key = containerKey(containerId)
    if (!this.#recovered) throw new errors.CONTAINERIZER_ERR_NOT_RECOVERED(`Container ${key} cannot be launched before recovery has finished`)
    if (this.#closing) throw new errors.CONTAINERIZER_ERR_CLOSING(key)
    if (this.#containers.has(key)) return 'ALREADY_LAUNCHED'
    if (config.containerInfo?.type === 'DOCKER') return 'NOT_SUPPORTED'
    if (containerId.parent !== undefined) throw new errors.CONTAINERIZER_ERR_NESTED_UNSUPPORTED()
    const container = new PosixContainer(containerId, config.directory, config.taskInfo?.taskId, this.#parts.disk)
    this.#containers.set(key, container)
    const abort = (): void => { this.destroy(containerId).catch((err: unknown) => this.#parts.log.error({ container: key, err }, 'Failed to destroy a container')) }
    options.signal?.addEventListener('abort', abort)
    try {
      if (options.signal?.aborted === true) container.abort.abort()
      await startContainer(container, config, options, this.#parts, this.#life)
    } catch (error) {
      await this.#life.fail(container, error as Error)
      throw error
    } finally {
      options.signal?.removeEventListener('abort', abort)
      container.launched.resolve()
    }
    return 'SUCCESS'
  }

  /** Plain processes have no limits that could be changed, but for what their sandbox may take of the disk. */
  async update (containerId: ContainerID, resources: Resource[]): Promise<void> {
    const run = this.#containers.get(containerKey(containerId))?.running
    const quota = diskQuota(resources)
    if (run == null || quota === undefined || quota === run.diskQuotaBytes) return
    run.diskQuotaBytes = quota
    await this.#life.note(run)
  }

  async usage (containerId: ContainerID): Promise<ResourceStatistics> {
    const container = this.#containers.get(containerKey(containerId))
    const run = container?.running
    if (container === undefined || run == null) throw new errors.CONTAINERIZER_ERR_USAGE_UNAVAILABLE(`Container ${containerKey(containerId)} is not running`)
    const { leader, directory, diskQuotaBytes: diskLimitBytes } = run
    const diskUsedBytes = await container.meter.usage()
    return {
      ...treeUsage(livingProcesses(leader, directory), this.#parts.clock.now()),
      ...(diskLimitBytes !== undefined && { diskLimitBytes }),
      ...(diskUsedBytes !== undefined && { diskUsedBytes })
    }
  }

  async status (containerId: ContainerID): Promise<ContainerStatus> {
    const container = this.#containers.get(containerKey(containerId))
    if (container === undefined) throw new errors.CONTAINERIZER_ERR_CONTAINER_UNKNOWN(containerKey(containerId))
    return { containerId, ...(container.running !== null && { executorPid: container.running.leader.pid }) }
  }

  async wait (containerId: ContainerID): Promise<ContainerTermination | null> {
    const container = this.#containers.get(containerKey(containerId))
    if (container === undefined) return null
    const termination = await container.ended.promise
    // A failed launch stays known until it is destroyed; any other end, once told, is history.
    if (container.run !== null && this.#forget(container)) this.#life.removeLater(container.run)
    return termination
  }

  async destroy (containerId: ContainerID): Promise<ContainerTermination | null> {
    const container = this.#containers.get(containerKey(containerId))
    if (container === undefined) return null
    container.destroying ??= this.#destroy(container).catch((error: unknown) => {
      container.destroying = null
      throw error
    })
    return await container.destroying
  }

  async #destroy (container: PosixContainer): Promise<ContainerTermination> {
    container.abort.abort()
    await container.launched.promise
    container.checks.stop()
    if (container.running !== null) {
      container.killed = true
      await killTree(container.running.leader, container.directory, this.#parts.clock)
    } else if (!container.over) {
      // The launch went wrong, and so did undoing it.
      await this.#life.fail(container, new errors.CONTAINERIZER_ERR_CONTAINER_DESTROYED('Container was destroyed'))
    }
    const termination = await container.ended.promise
    await this.#parts.runs.remove(containerKey(container.id))
    this.#forget(container)
    return termination
  }

  /** False: it was forgotten before. */
  #forget (container: PosixContainer): boolean {
    const key = containerKey(container.id)
    return this.#containers.get(key) === container && this.#containers.delete(key)
  }

  async killTask (containerId: ContainerID, options: KillOptions = {}): Promise<boolean> {
    const container = this.#containers.get(containerKey(containerId))
    if (container === undefined || container.over) return false
    await this.#life.kill(container, options)
    return true
  }

  async kill (containerId: ContainerID, signal: number): Promise<boolean> {
    const run = this.#containers.get(containerKey(containerId))?.running
    return run != null && signalTree(run.leader, run.directory, signal)
  }

  async exec (containerId: ContainerID, command: ExecCommand, options?: ExecOptions): Promise<number> {
    const container = this.#containers.get(containerKey(containerId))
    if (container === undefined) throw new errors.CONTAINERIZER_ERR_CONTAINER_UNKNOWN(containerKey(containerId))
    return await execCommand(container, command, options ?? {}, this.#parts.clock)
  }

  containers (): ContainerID[] {
    return [...this.#containers.values()].map(({ id }) => id)
  }

  /** Plain processes have no images. */
  async pruneImages (): Promise<void> {}

  /** Lets go of every container, leaving it running unless it is to be destroyed; launches under way are undone. No timer is left. */
  async close ({ destroy = false }: { destroy?: boolean } = {}): Promise<void> {
    this.#closing = true
    if (destroy) await Promise.allSettled(this.containers().map((id) => this.destroy(id)))
    for (const container of this.#containers.values()) {
      if (container.run?.started !== true) container.abort.abort()
      await container.launched.promise
      container.letGo()
    }
    await this.#life.close()
  }
}
