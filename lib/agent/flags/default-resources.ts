import type { Resource } from '../../../types/mesos-v1.ts'

/** What the machine has: logical CPUs, bytes of memory, bytes of the file system that holds work_dir. */
export interface MachineSize {
  cpus: number
  memBytes: number
  diskBytes: number
}

const megabyte = 2 ** 20
const gigabyte = 2 ** 30

/** What is offered of a machine when the operator names nothing: something is left for the machine itself, as the original leaves it. */
export function defaultResources ({ cpus, memBytes, diskBytes }: MachineSize, role = '*'): Resource[] {
  const mem = memBytes >= 2 * gigabyte ? memBytes - gigabyte : memBytes / 2
  const disk = diskBytes >= 10 * gigabyte ? diskBytes - 5 * gigabyte : diskBytes / 2
  const scalar = (name: string, value: number): Resource => ({ name, type: 'SCALAR', role, scalar: { value } })
  return [
    scalar('cpus', cpus),
    scalar('mem', Math.floor(mem / megabyte)),
    scalar('disk', Math.floor(disk / megabyte)),
    { name: 'ports', type: 'RANGES', role, ranges: { range: [{ begin: 31000, end: 32000 }] } }
  ]
}
