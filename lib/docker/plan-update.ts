import type { Resource, ValueScalar } from '../../types/mesos-v1.ts'
import { cpuOptions } from '../run-options/cpu-options.ts'
import { limitAmount } from '../run-options/limit-amount.ts'
import { memoryOptions } from '../run-options/memory-options.ts'
import { resourceAmount } from '../run-options/resource-amount.ts'

interface Machine { cgroupsEnableCfs: boolean, hostMemoryBytes: number }
type Limits = Record<string, ValueScalar>

/** The engine's update body for new requests and limits; what it cannot change on a running container is left out. */
export function planUpdate (resources: Resource[], limits: Limits, machine: Machine): Record<string, unknown> {
  return { ...cpuUpdate(resources, limits, machine), ...memoryUpdate(resources, limits, machine) }
}

function cpuUpdate (resources: Resource[], limits: Limits, { cgroupsEnableCfs }: Machine): Record<string, unknown> {
  const limit = limitAmount(limits, resources, 'cpus')
  const options = cpuOptions(resourceAmount(resources, 'cpus'), limit, cgroupsEnableCfs)
  // A quota of before would stay otherwise.
  return limit === Infinity ? { ...options, CpuQuota: -1 } : options
}

/**
 * Whatever is not named keeps its old value, and a memory limit above the swap limit is refused: so all are named. Swap
 * as much again as memory is what the engine gives a new container; -1 it takes, and does not pass on to the kernel.
 */
function memoryUpdate (resources: Resource[], limits: Limits, { hostMemoryBytes }: Machine): Record<string, unknown> {
  const request = resourceAmount(resources, 'mem')
  const ceiling = limitAmount(limits, resources, 'mem')
  if (request === undefined) return {}
  // The engine has no word for taking a memory limit away: all of the machine's comes to the same.
  const { Memory = hostMemoryBytes, MemoryReservation = Memory } = memoryOptions(request, ceiling, hostMemoryBytes)
  return { Memory, MemoryReservation, MemorySwap: 2 * Memory }
}
