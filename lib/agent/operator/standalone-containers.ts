import type { AgentState, RecoveredRun } from '../../../types/agent-state.ts'
import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { Containerizer } from '../../../types/containerizer.ts'
import type { Log } from '../../../types/log.ts'
import type { AgentCallLaunchContainer, ContainerID } from '../../../types/mesos-v1.ts'
import { standaloneSandboxPath } from '../../checkpoint/sandbox-path.ts'
import { errors } from '../../errors.ts'
import { containerKey } from '../../util/container-key.ts'
import type { Answer } from './answer.ts'

export interface StandaloneParts {
  workDir: string
  containerizers: Containerizer
  /** `switch_user`: they run as the user of their command, who owns the sandbox. */
  switchUser: boolean
  records: CheckpointStore<RecoveredRun>
  log: Log
}

/** Containers which an operator launches for himself, without framework or executor. */
export class StandaloneContainers {
  readonly #parts: StandaloneParts
  readonly #known = new Map<string, RecoveredRun>()

  constructor (parts: StandaloneParts) {
    this.#parts = parts
  }

  /** What the chain is to recover. To be called once, before it does. */
  async load (): Promise<Required<Pick<AgentState, 'runs' | 'unreadable'>>> {
    const { records, broken } = await this.#parts.records.list()
    for (const { key, error } of broken) this.#parts.log.error({ err: error, record: key }, 'the record of a standalone container cannot be read')
    for (const { key, value } of records) this.#known.set(key, value)
    return { runs: [...this.#known.values()], unreadable: broken.map(({ key }) => key) }
  }

  /** To be called when the chain has recovered: those it does not know have ended. */
  settle (): void {
    for (const { containerId } of this.#known.values()) this.#follow(containerId)
  }

  containers (): ContainerID[] {
    return [...this.#known.values()].map(({ containerId }) => containerId)
  }

  async launch ({ containerId, command = {}, container, resources = [], limits }: AgentCallLaunchContainer): Promise<Answer> {
    const { containerizers, records, workDir, switchUser } = this.#parts
    const key = containerKey(containerId)
    if (containerId.parent !== undefined) return { status: 400, text: new errors.CONTAINERIZER_ERR_NESTED_UNSUPPORTED().message }
    if (this.#known.has(key)) return { status: 202 }
    const reserved = resources.find(({ reservations = [], disk, revocable }) => reservations.length > 0 || disk?.persistence !== undefined || revocable !== undefined)
    if (reserved !== undefined) {
      return { status: 400, text: `launch_container.resources: '${reserved.name}' must be unreserved, not persistent and not revocable` }
    }
    const directory = standaloneSandboxPath({ workDir, containerId: containerId.value })
    this.#known.set(key, { containerId, directory })
    try {
      await records.write(key, { containerId, directory })
      const result = await containerizers.launch(containerId, {
        directory,
        commandInfo: command,
        resources,
        ...(container === undefined ? {} : { containerInfo: container }),
        ...(limits === undefined ? {} : { limits }),
        ...(switchUser && command.user !== undefined && command.user !== '' ? { user: command.user } : {})
      })
      if (result === 'SUCCESS') {
        this.#follow(containerId)
        return { status: 200 }
      }
      await this.#forget(key)
      return result === 'ALREADY_LAUNCHED' ? { status: 202 } : { status: 400, text: 'The provided ContainerInfo is not supported' }
    } catch (error) {
      await containerizers.destroy(containerId)
      await this.#forget(key)
      return { status: 400, text: (error as Error).message }
    }
  }

  #follow (containerId: ContainerID): void {
    this.#parts.containerizers.wait(containerId)
      .then(() => this.#forget(containerKey(containerId)))
      .catch((err: unknown) => this.#parts.log.debug({ err }, 'a standalone container was let go'))
  }

  async #forget (key: string): Promise<void> {
    this.#known.delete(key)
    await this.#parts.records.remove(key)
  }
}
