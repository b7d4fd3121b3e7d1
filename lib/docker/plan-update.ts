import type { Resource, ValueScalar } from '../../types/mesos-v1.ts'
import { cpuOptions } from '../run-options/cpu-options.ts'
import { limitAmount } from '../run-options/limit-amount.ts'
import { memoryOptions } from '../run-options/memory-options.ts'
import { resourceAmount } from '../run-options/resource-amount.ts'

/** The engine's update body for new requests and limits; what it cannot change on a running container is left out. */
export function planUpdate (
  resources: Resource[], limits: Record<string, ValueScalar>, machine: { cgroupsEnableCfs: boolean, hostMemoryBytes: number }
): Record<string, unknown> {
  const memory = memoryOptions(resourceAmount(resources, 'mem'), limitAmount(limits, resources, 'mem'), machine.hostMemoryBytes)
  const { OomScoreAdj: _fixedAtCreate, ...changeable } = memory
  return {
    ...cpuOptions(resourceAmount(resources, 'cpus'), limitAmount(limits, resources, 'cpus'), machine.cgroupsEnableCfs),
    ...changeable,
    // The engine keeps the old swap limit otherwise, and refuses a memory limit above it.
    ...(changeable.Memory === undefined ? {} : { MemorySwap: -1 })
  }
}
