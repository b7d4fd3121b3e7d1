import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { ChecksFactory } from '../../types/checks.ts'
import type { Clock } from '../../types/clock.ts'
import type { Fetcher } from '../../types/fetcher.ts'
import type { Log } from '../../types/log.ts'
import type { DiskMeters } from '../../types/sandbox.ts'
import type { PosixRun } from './posix-run.ts'

/** What the containerizer is made of: ports only, so that every one can be another's. */
export interface PosixParts {
  runs: CheckpointStore<PosixRun>
  fetcher: Fetcher
  createSandbox: (directory: string, user?: string) => Promise<void>
  /** Rejects for a name that is not a user of this host. */
  resolveUser: (name: string) => Promise<{ uid: number, gid: number }>
  /** How much of the disk sandboxes take. */
  disk: DiskMeters
  /** The checks of tasks. */
  checks: ChecksFactory
  clock: Clock
  log: Log
}
