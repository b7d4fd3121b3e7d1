import pLimit from 'p-limit'
import type { DiskMeters } from '../../types/sandbox.ts'
import { measureDisk } from './measure-disk.ts'
import { EXCEEDED, SandboxMeter } from './sandbox-meter.ts'
import type { SandboxMeterParts } from './sandbox-meter.ts'

/** Looking at sandboxes must not take the disk away from those who write to them. */
const AT_A_TIME = 2

/** Meters for the sandboxes of one containerizer; a few of them measure at a time. */
export function diskMeters (parts: Omit<SandboxMeterParts, 'measure'>): DiskMeters {
  const slots = pLimit(AT_A_TIME)
  parts.metrics.count(EXCEEDED, 0)
  // Its time counts from its turn on, which comes all the same where nobody waits any more.
  const measure: SandboxMeterParts['measure'] = (directory, signal) => slots(() => measureDisk(directory, signal))
  return (directory) => new SandboxMeter(directory, { ...parts, measure })
}
