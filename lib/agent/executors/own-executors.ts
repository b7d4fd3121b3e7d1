import { randomUUID } from 'node:crypto'
import type { ContainerConfig } from '../../../types/container-config.ts'
import type { ExecutorInfo, FrameworkInfo } from '../../../types/mesos-v1.ts'
import type { RunRequest } from '../../../types/running-container.ts'
import type { ExecutorRequest, ExecutorsService, RunningExecutor } from '../../../types/running-executor.ts'
import { errors } from '../../errors.ts'
import { frameworkIdOf } from './executor-record.ts'
import { OwnExecutor } from './own-executor.ts'
import type { OwnExecutorParts } from './own-executor.ts'

/** Whom executors of a host without Mesos belong to. They are found again after a restart of the host. */
export const HOST: FrameworkInfo = {
  id: { value: 'host' }, name: 'host', user: '', checkpoint: true, capabilities: [{ type: 'PARTITION_AWARE' }, { type: 'TASK_KILLING_STATE' }]
}

export interface OwnExecutorsParts extends Omit<OwnExecutorParts, 'framework'> {
  /** Reads what is asked for as a container, and names what is wrong in it. */
  config: (id: string, request: RunRequest) => ContainerConfig
  /** From the status word of wait(2). */
  exitCodeOf: (status: number) => number
}

const fields = ['id', 'image', 'command', 'env', 'user', 'cpus', 'memory', 'uris', 'container', 'shutdownGraceMs']

/** The custom executors of a host that has no frameworks. */
export class OwnExecutors implements ExecutorsService {
  readonly #parts: OwnExecutorsParts
  readonly #executors = new Map<string, OwnExecutor>()

  constructor (parts: OwnExecutorsParts) {
    this.#parts = parts
    const { runner, exitCodeOf } = parts
    runner.onStatus((_framework, status) => this.#executors.get(String(status.executorId?.value))?.heardStatus(status))
    runner.onExecutor({
      message: (_framework, { value }, data) => this.#executors.get(value)?.heardMessage(data),
      ended: (_framework, { value }, status) => {
        this.#executors.get(value)?.ended(status === undefined ? null : exitCodeOf(status))
        this.#executors.delete(value)
      }
    })
  }

  /** Takes up those of an earlier run of the host, which the runner has loaded. */
  recover (): void {
    for (const { record } of this.#parts.runner.all()) {
      const executor = this.#add(record.executor)
      for (const { info } of record.tasks) executor.expect(info.taskId)
    }
  }

  start (request: ExecutorRequest): RunningExecutor {
    for (const key of Object.keys(request)) {
      if (!fields.includes(key)) throw refused(`${key}: there is no such field; there are ${fields.join(', ')}`)
    }
    const { shutdownGraceMs, ...container } = request
    if (shutdownGraceMs !== undefined && !(shutdownGraceMs >= 0)) throw refused(`shutdownGraceMs must be a number not below 0, not ${shutdownGraceMs}`)
    const id = request.id ?? randomUUID()
    const { commandInfo, containerInfo, resources = [] } = this.#parts.config(id, container)
    if (this.#executors.has(id)) throw refused(`id '${id}' is in use`)
    return this.#add({
      executorId: { value: id },
      frameworkId: frameworkIdOf({ framework: HOST }),
      name: id,
      type: 'CUSTOM',
      command: commandInfo,
      resources,
      ...(containerInfo === undefined ? {} : { container: containerInfo }),
      ...(shutdownGraceMs === undefined ? {} : { shutdownGracePeriod: { nanoseconds: shutdownGraceMs * 1e6 } })
    })
  }

  get (id: string): RunningExecutor | undefined {
    return this.#executors.get(id)
  }

  all (): RunningExecutor[] {
    return [...this.#executors.values()]
  }

  /** Whoever waits is told that the host closes. */
  letGo (): void {
    for (const executor of this.#executors.values()) executor.letGo(new errors.CONTAINERIZER_ERR_DETACHED(executor.id))
  }

  #add (info: ExecutorInfo): OwnExecutor {
    const executor = new OwnExecutor({ ...this.#parts, framework: HOST }, info)
    this.#executors.set(executor.id, executor)
    return executor
  }
}

function refused (text: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`executor: ${text}`)
}
