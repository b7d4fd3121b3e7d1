import type { FrameworkInfo, FrameworkInfoCapabilityType, Resource, SchedulerEvent, TaskStatus } from '../../../types/mesos-v1.ts'
import type { EventConnection } from '../../../types/scheduler.ts'
import { rolesOf } from './framework-error.ts'

/** Offers of that role holding no more than this are not made for a while. */
export interface RefusedOffer { role: string, resources: Resource[], cancel: () => void }

/** A framework as this agent knows it: who it is, whether it listens, and what it does not want to be offered. */
export class Framework {
  readonly id: string
  readonly refusals = new Set<RefusedOffer>()
  readonly suppressed = new Set<string>()
  connection: EventConnection | undefined
  /** For fairness: how often it was offered something. */
  offersMade = 0
  /** Ends what runs as long as the connection (heartbeats), or as long as there is none (failover timeout). */
  cancelTimer = () => {}
  #info: FrameworkInfo
  #capabilities: ReadonlySet<string>

  constructor (id: string, info: FrameworkInfo) {
    this.id = id
    this.#info = { ...info, id: { value: id } }
    this.#capabilities = capabilitiesOf(info)
  }

  /** With its id. */
  get info (): FrameworkInfo { return this.#info }
  get roles (): string[] { return rolesOf(this.#info) }
  get capabilities (): ReadonlySet<string> { return this.#capabilities }

  update (info: FrameworkInfo, suppressedRoles: string[] = []): void {
    this.#info = { ...info, id: { value: this.id } }
    this.#capabilities = capabilitiesOf(info)
    this.suppressed.clear()
    for (const role of suppressedRoles) this.suppressed.add(role)
  }

  can (capability: FrameworkInfoCapabilityType): boolean {
    return this.#capabilities.has(capability)
  }

  /** False when nobody listens. */
  send (event: SchedulerEvent): boolean {
    this.connection?.send(event)
    return this.connection !== undefined
  }

  sendStatus (status: TaskStatus): boolean {
    return this.send({ type: 'UPDATE', update: { status } })
  }

  /** Drops the refusals of these roles, or all. */
  forgetRefusals (roles: string[] = this.roles): void {
    for (const refusal of this.refusals) {
      if (!roles.includes(refusal.role)) continue
      refusal.cancel()
      this.refusals.delete(refusal)
    }
  }
}

function capabilitiesOf (info: FrameworkInfo): ReadonlySet<string> {
  return new Set((info.capabilities ?? []).map(capability => capability.type ?? 'UNKNOWN'))
}
