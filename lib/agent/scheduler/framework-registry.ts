import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { Clock } from '../../../types/clock.ts'
import type { Log } from '../../../types/log.ts'
import type { FrameworkInfo, MasterInfo } from '../../../types/mesos-v1.ts'
import type { EventConnection, FrameworkRecord } from '../../../types/scheduler.ts'
import { after } from './after.ts'
import { frameworkError } from './framework-error.ts'
import { Framework } from './framework.ts'
import { idError } from './id-error.ts'
import { RecordWriter } from './record-writer.ts'

/** So many removed ids are remembered, as by the original. */
const REMOVED_KEPT = 50

export interface FrameworkRegistryOptions {
  store: CheckpointStore<FrameworkRecord>
  clock: Clock
  log: Log
  masterInfo: () => MasterInfo
  heartbeatIntervalMs: number
  /** A framework of before a restart has at least this long to come back. */
  reregistrationTimeoutMs: number
  /** It listens; it no longer listens; it is gone for good. */
  activated: (framework: Framework) => void
  deactivated: (framework: Framework) => void
  removed: (framework: Framework) => void
}

/** Who is subscribed, who may still come back, and who may not. */
export class FrameworkRegistry {
  readonly #options: FrameworkRegistryOptions
  readonly #writer: RecordWriter<FrameworkRecord>
  readonly #frameworks = new Map<string, Framework>()
  readonly #removed = new Set<string>()
  #count = 0

  constructor (options: FrameworkRegistryOptions) {
    this.#options = options
    this.#writer = new RecordWriter(options.store)
  }

  get (id: string): Framework | undefined {
    return this.#frameworks.get(id)
  }

  connected (): Framework[] {
    return [...this.#frameworks.values()].filter(framework => framework.connection !== undefined)
  }

  /** Resolves with how many records could not be read. */
  async recover (): Promise<number> {
    const { store, log, reregistrationTimeoutMs } = this.#options
    const { records, broken } = await store.list()
    for (const { key, error } of broken) log.warn({ key, err: error }, 'A framework record cannot be read, its framework is unknown until it subscribes')
    for (const { value: { info, removed } } of records) {
      const id = info.id!.value
      if (removed) {
        this.#removed.add(id)
        continue
      }
      const framework = new Framework(id, info)
      this.#frameworks.set(id, framework)
      this.#expectBack(framework, Math.max(reregistrationTimeoutMs, failoverMs(framework)))
    }
    return broken.length
  }

  /** Never throws. What is wrong is told as one ERROR event, after which the connection is closed. */
  subscribe (info: FrameworkInfo, suppressedRoles: string[], connection: EventConnection): void {
    const id = info.id?.value || this.#nextId()
    const error = this.#removed.has(id) ? 'Framework has been removed' : idError(id) ?? frameworkError(info, suppressedRoles)
    if (error !== undefined) return refuse(connection, error)
    const framework = this.#frameworks.get(id) ?? new Framework(id, info)
    const former = framework.connection
    if (former !== undefined) {
      this.#deactivate(framework)
      refuse(former, 'Framework failed over')
    }
    this.#frameworks.set(id, framework)
    this.update(framework, info, suppressedRoles)
    framework.connection = connection
    connection.onClose(() => {
      if (framework.connection === connection) this.#disconnected(framework)
    })
    this.#greet(framework)
    this.#options.activated(framework)
  }

  /** The info must have been found valid. */
  update (framework: Framework, info: FrameworkInfo, suppressedRoles: string[] = []): void {
    framework.update(info, suppressedRoles)
    this.#save(framework, false)
  }

  /** The framework is gone for good, with its connection; its id cannot be used again. */
  remove (framework: Framework): void {
    const { connection } = framework
    this.#deactivate(framework)
    connection?.close()
    this.#frameworks.delete(framework.id)
    this.#removed.add(framework.id)
    this.#save(framework, true)
    const [oldest] = this.#removed
    if (oldest !== undefined && this.#removed.size > REMOVED_KEPT) {
      this.#removed.delete(oldest)
      this.#guard(oldest, this.#writer.remove(oldest))
    }
    this.#options.removed(framework)
  }

  /** Ends every connection. No framework loses anything by it: to it the agent is away. */
  async close (): Promise<void> {
    for (const framework of this.#frameworks.values()) {
      const { connection } = framework
      framework.cancelTimer()
      framework.forgetRefusals()
      framework.connection = undefined
      connection?.close()
    }
    await this.#writer.idle()
  }

  #nextId (): string {
    return `${this.#options.masterInfo().id}-${String(this.#count++).padStart(4, '0')}`
  }

  #greet (framework: Framework): void {
    const { clock, heartbeatIntervalMs, masterInfo } = this.#options
    const frameworkId = { value: framework.id }
    framework.send({ type: 'SUBSCRIBED', subscribed: { frameworkId, heartbeatIntervalSeconds: heartbeatIntervalMs / 1000, masterInfo: masterInfo() } })
    const beat = () => {
      framework.send({ type: 'HEARTBEAT' })
      framework.cancelTimer = after(clock, heartbeatIntervalMs, beat)
    }
    framework.cancelTimer()
    beat()
  }

  #disconnected (framework: Framework): void {
    this.#deactivate(framework)
    this.#expectBack(framework, failoverMs(framework))
  }

  #deactivate (framework: Framework): void {
    framework.cancelTimer()
    framework.connection = undefined
    framework.forgetRefusals()
    this.#options.deactivated(framework)
  }

  #expectBack (framework: Framework, ms: number): void {
    if (ms === 0) this.remove(framework)
    else framework.cancelTimer = after(this.#options.clock, ms, () => this.remove(framework))
  }

  #save (framework: Framework, removed: boolean): void {
    this.#guard(framework.id, this.#writer.write(framework.id, () => ({ info: framework.info, removed })))
  }

  #guard (frameworkId: string, written: Promise<void>): void {
    written.catch((error: unknown) => this.#options.log.error({ frameworkId, err: error }, 'A framework record cannot be stored'))
  }
}

function refuse (connection: EventConnection, message: string): void {
  connection.send({ type: 'ERROR', error: { message } })
  connection.close()
}

function failoverMs (framework: Framework): number {
  return (framework.info.failoverTimeout ?? 0) * 1000
}
