import { randomUUID } from 'node:crypto'
import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { Clock } from '../../../types/clock.ts'
import type { Log } from '../../../types/log.ts'
import type { ExecutorInfo, FrameworkID, FrameworkInfo, MasterInfo, Offer, Resource, SchedulerCall, TaskState } from '../../../types/mesos-v1.ts'
import type { EventConnection, FrameworkRecord, TaskRecord } from '../../../types/scheduler.ts'
import type { TaskRunner } from '../../../types/task-runner.ts'
import { addResources, scalar } from '../resource-math.ts'
import { answerCall } from './answer-call.ts'
import { ended } from './agent-tasks.ts'
import { fairOrder } from './fair-order.ts'
import type { Candidate } from './fair-order.ts'
import { FrameworkRegistry } from './framework-registry.ts'
import type { Framework } from './framework.ts'
import { OfferBook } from './offer-book.ts'
import { accounted } from './resource-form.ts'
import { TaskLife } from './task-life.ts'

export interface LocalMasterOptions {
  runner: TaskRunner
  frameworks: CheckpointStore<FrameworkRecord>
  tasks: CheckpointStore<TaskRecord>
  clock: Clock
  log: Log
  /** Asked at each subscription and offer, so it may depend on the port that was listened on. The id is ours: new with each start. */
  masterInfo: () => Omit<MasterInfo, 'id'>
  /** Default 15000. */
  heartbeatIntervalMs?: number
  /** An offer neither accepted nor declined is rescinded after this long. Default: never. */
  offerTimeoutMs?: number
  /** How long a framework of before a restart is at least waited for. Default 600000. */
  reregistrationTimeoutMs?: number
}

/** Serves frameworks the resources of this one agent, the way a Mesos master with a single agent would. */
export class LocalMaster {
  readonly id = randomUUID()
  readonly #options: LocalMasterOptions
  readonly #frameworks: FrameworkRegistry
  readonly #book: OfferBook
  readonly #life: TaskLife
  readonly #deafen: () => void
  #recovered = false

  constructor (options: LocalMasterOptions) {
    this.#options = options
    const { runner, clock, log, offerTimeoutMs, heartbeatIntervalMs = 15_000, reregistrationTimeoutMs = 600_000 } = options
    this.#life = new TaskLife({
      runner,
      store: options.tasks,
      clock,
      log,
      framework: id => this.#frameworks.get(id),
      freed: () => this.#book.schedule()
    })
    this.#book = new OfferBook({
      clock,
      offerTimeoutMs,
      idPrefix: this.id,
      total: () => accounted(runner.agentInfo.resources),
      used: () => runner.executors().reduce((sum, { resources }) => addResources(sum, accounted(resources)), this.#life.tasks.used),
      candidates: () => this.#candidates(),
      template: () => this.#template()
    })
    this.#frameworks = new FrameworkRegistry({
      store: options.frameworks,
      clock,
      log,
      heartbeatIntervalMs,
      reregistrationTimeoutMs,
      masterInfo: () => ({ id: this.id, ...options.masterInfo() }),
      activated: framework => {
        this.#life.resume(framework)
        this.#book.schedule()
      },
      deactivated: framework => {
        for (const offer of this.#book.of(framework)) this.#book.take(offer)
      },
      removed: framework => {
        this.#life.abandon(framework)
        this.#shutDown(({ frameworkId }) => frameworkId?.value === framework.id)
      }
    })
    this.#deafen = runner.onExecutor({
      message: ({ value }, executorId, data) => {
        this.#frameworks.get(value)?.send({ type: 'MESSAGE', message: { agentId: runner.agentInfo.id!, executorId, data } })
      },
      ended: ({ value }, executorId, status) => {
        this.#frameworks.get(value)?.send({ type: 'FAILURE', failure: { agentId: runner.agentInfo.id!, executorId, ...(status === undefined ? {} : { status }) } })
        this.#book.schedule()
      }
    })
  }

  /** Reads frameworks and tasks of before; resolves with how many records it could not read. To be called once, before the runner recovers: what it finds ended is kept from then on. */
  async load (): Promise<number> {
    return await this.#frameworks.recover() + await this.#life.load()
  }

  /** To be called once, after the runner has recovered and before any framework is served. */
  settle (): void {
    this.#life.settle()
    this.#shutDown(({ frameworkId }) => this.#frameworks.get(frameworkId!.value) === undefined)
    this.#recovered = true
  }

  get recovered (): boolean { return this.#recovered }

  /** Of every task that is known, one that nothing was heard of included. */
  states (): TaskState[] {
    return this.#life.tasks.all().map(({ latest }) => latest?.state ?? 'TASK_STAGING')
  }

  /** Ends every stream. What tasks have to say from now on is kept, and frameworks are told after the next start. Idempotent. */
  async disconnect (): Promise<void> {
    this.#book.close()
    await this.#frameworks.close()
  }

  /** Disconnects, and listens no more. To be called when nothing can end any more, or its end is not removed unheard. Idempotent. */
  async close (): Promise<void> {
    await this.disconnect()
    this.#deafen()
    await this.#life.close()
  }

  /** Makes the connection the framework's own. Refusals come as an ERROR event. Never throws. */
  subscribe (info: FrameworkInfo, connection: EventConnection, suppressedRoles: string[] = []): void {
    this.#frameworks.subscribe(info, suppressedRoles, connection)
  }

  /** Undefined: no such framework. */
  framework (id: FrameworkID): Framework | undefined {
    return this.#frameworks.get(id.value)
  }

  /** Does what a well-formed call (see callError) says. Text: why it is refused. Calls of unknown frameworks do nothing. */
  call (frameworkId: FrameworkID, call: SchedulerCall): string | undefined {
    const framework = this.#frameworks.get(frameworkId.value)
    if (framework === undefined) return undefined
    const { clock, log, runner } = this.#options
    return answerCall({
      clock,
      log,
      runner,
      frameworks: this.#frameworks,
      book: this.#book,
      life: this.#life,
      agentId: runner.agentInfo.id!,
      executor: (framework, id) => runner.executors().find(({ frameworkId, executorId }) => frameworkId?.value === framework && executorId.value === id)
    }, framework, call)
  }

  #shutDown (doomed: (executor: ExecutorInfo) => boolean): void {
    const { runner } = this.#options
    for (const executor of runner.executors().filter(doomed)) runner.shutdown(executor.frameworkId!, executor.executorId)
  }

  #candidates (): Candidate[] {
    const total = accounted(this.#options.runner.agentInfo.resources)
    const hasGpus = scalar(total, 'gpus') > 0
    const candidates = this.#frameworks.connected()
      .filter(framework => !hasGpus || framework.can('GPU_RESOURCES'))
      .flatMap(framework => framework.roles.filter(role => !framework.suppressed.has(role)).map(role => ({ framework, role })))
    return fairOrder(candidates, ({ framework, role }) => [
      ...this.#life.tasks.of(framework.id).filter(task => task.role === role && !ended(task)),
      ...this.#book.of(framework).filter(offer => offer.role === role)
    ].reduce<Resource[]>((sum, { resources }) => addResources(sum, resources), []), total)
  }

  #template (): Pick<Offer, 'agentId' | 'hostname' | 'url' | 'attributes' | 'domain'> {
    const { id, hostname, port = 5051, attributes, domain } = this.#options.runner.agentInfo
    const ip = this.#options.masterInfo().address?.ip
    return {
      agentId: id!,
      hostname,
      url: { scheme: 'http', address: { hostname, port, ...(ip === undefined ? {} : { ip }) }, path: '/slave(1)' },
      ...(attributes === undefined ? {} : { attributes }),
      ...(domain === undefined ? {} : { domain })
    }
  }
}
