import type { ContainerTermination } from '../../types/container-termination.ts'
import type { DiskExcess } from '../../types/sandbox.ts'

const MIB = 1024 * 1024
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB']

/** How a container ended whose sandbox took too much of the disk, in the original's words. */
export function diskExcess ({ usedBytes, quotaBytes }: DiskExcess): Required<Pick<ContainerTermination, 'state' | 'reason' | 'message' | 'limitation'>> {
  return {
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_DISK',
    message: `Disk usage (${sizeText(usedBytes)}) exceeds quota (${sizeText(quotaBytes)})`,
    limitation: { resources: [{ name: 'disk', type: 'SCALAR', scalar: { value: quotaBytes / MIB } }] }
  }
}

/** In the largest unit that needs no fraction. */
function sizeText (bytes: number): string {
  let [size, unit] = [bytes, 0]
  while (size > 0 && size % 1024 === 0 && unit < UNITS.length - 1) [size, unit] = [size / 1024, unit + 1]
  return `${size}${UNITS[unit]}`
}
