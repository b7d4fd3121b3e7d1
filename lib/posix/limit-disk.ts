import { killUntilGone } from './kill-until-gone.ts'
import type { PosixContainer } from './posix-container.ts'
import type { PosixParts } from './posix-parts.ts'
import type { PosixRun } from './posix-run.ts'

/** Ends the container, without a grace as in the original, when its sandbox takes more of the disk than it may. `note` writes its record. */
export function limitDisk (container: PosixContainer, run: PosixRun, parts: Pick<PosixParts, 'clock' | 'log'>, note: () => Promise<void>): void {
  const { signal } = container.diskWatch
  const kill = async (): Promise<void> => {
    await note()
    await killUntilGone(run, parts, signal)
  }
  // What an agent before us has begun.
  if (run.excess !== undefined) kill().catch(() => {})
  container.meter.watch({
    quota: () => run.diskQuotaBytes,
    exceeded (excess) {
      if (container.killed || run.expired === true) return
      run.excess = excess
      kill().catch(() => {})
    },
    signal
  })
}
