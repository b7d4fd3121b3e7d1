import type { DiskMeters } from '../../types/sandbox.ts'
import { DiskRounds } from './disk-rounds.ts'
import { measureDisk } from './measure-disk.ts'
import { EXCEEDED, SandboxMeter } from './sandbox-meter.ts'
import type { SandboxMeterParts } from './sandbox-meter.ts'

/** Meters for the sandboxes of one containerizer, which are measured together. */
export function diskMeters (parts: Omit<SandboxMeterParts, 'measure'>): DiskMeters {
  const rounds = new DiskRounds(measureDisk)
  parts.metrics.count(EXCEEDED, 0)
  return (directory) => new SandboxMeter(directory, { ...parts, measure: (path, options) => rounds.ask(path, options) })
}
