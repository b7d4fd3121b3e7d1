import type { Resource } from '../../types/mesos-v1.ts'

/** Processors and memory (in MB) as resources; what is not given is none. */
export function scalarResources ({ cpus, memory: mem }: { cpus?: number, memory?: number }): Resource[] {
  return Object.entries({ cpus, mem }).flatMap(([name, value]) => value === undefined ? [] : [{ name, type: 'SCALAR' as const, scalar: { value } }])
}
