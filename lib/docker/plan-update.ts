import type { HostConfig } from '../../types/docker-engine.ts'
import type { Parameter, Resource, ValueScalar } from '../../types/mesos-v1.ts'
import { applyParameters } from '../run-options/apply-parameters.ts'
import { cpuOptions } from '../run-options/cpu-options.ts'
import { newDraft } from '../run-options/draft.ts'
import { limitAmount } from '../run-options/limit-amount.ts'
import { memoryOptions } from '../run-options/memory-options.ts'
import { refusal } from '../run-options/refusal.ts'
import { resourceAmount } from '../run-options/resource-amount.ts'

export interface UpdateRules { cgroupsEnableCfs: boolean, hostMemoryBytes: number, limitSwap?: boolean }
type Limits = Record<string, ValueScalar>

/** Parameters that win over resources when a container is created, and go on to do so. */
const CPU_FLAGS = ['cpu-shares', 'cpu-period', 'cpu-quota', 'cpus']
const MEMORY_FLAGS = ['memory', 'memory-reservation', 'memory-swap']

/** The engine's update body for new requests and limits; what it cannot change on a running container is left out. */
export function planUpdate (resources: Resource[], limits: Limits, rules: UpdateRules, parameters: Parameter[] = []): Record<string, unknown> {
  const over = (flags: string[], options: HostConfig): HostConfig => {
    const draft = newDraft('')
    draft.host = { ...options }
    if (Object.keys(options).length > 0) applyParameters(draft, parameters.filter(({ key }) => flags.includes(key)))
    return draft.host
  }
  return { ...over(CPU_FLAGS, cpuUpdate(resources, limits, rules)), ...withSwap(over(MEMORY_FLAGS, memoryUpdate(resources, limits, rules)), rules) }
}

function cpuUpdate (resources: Resource[], limits: Limits, { cgroupsEnableCfs }: UpdateRules): HostConfig {
  const limit = limitAmount(limits, resources, 'cpus')
  const options = cpuOptions(resourceAmount(resources, 'cpus'), limit, cgroupsEnableCfs)
  // A quota of before would stay otherwise.
  return limit === Infinity ? { ...options, CpuQuota: -1 } : options
}

function memoryUpdate (resources: Resource[], limits: Limits, { hostMemoryBytes: hostBytes }: UpdateRules): HostConfig {
  const request = resourceAmount(resources, 'mem')
  const ceiling = limitAmount(limits, resources, 'mem')
  if (request === undefined) return {}
  // The engine has no word for taking a memory limit away: all of the machine's comes to the same.
  const { Memory = hostBytes, MemoryReservation = Memory } = memoryOptions(request, ceiling, { hostBytes, limitSwap: false })
  return { Memory, MemoryReservation }
}

/**
 * Whatever is not named keeps its old value, and a memory limit above the swap limit is refused: so all are named. Swap
 * as much again as memory is what the engine gives a new container; -1 it takes, and does not pass on to the kernel.
 */
function withSwap (host: HostConfig, { limitSwap = false }: UpdateRules): HostConfig {
  const { Memory, MemoryReservation = 0, MemorySwap } = host
  if (Memory === undefined) return host
  if (MemoryReservation > Memory) throw refusal('resources mem', MemoryReservation, `must not be above the memory limit ${Memory} that a parameter sets`)
  return { ...host, MemorySwap: MemorySwap ?? (limitSwap ? Memory : 2 * Memory) }
}
