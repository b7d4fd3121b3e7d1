import type { AgentState } from '../../types/agent-state.ts'
import { containerKey } from '../util/container-key.ts'
import type { PosixRun } from './posix-run.ts'

/**
 * ADOPT: watch it again. ENDED: it is known how. REBOOTED: its processes cannot be alive. INTERRUPTED: the agent went
 * away in the middle of the launch. ORPHAN: nobody asks for it any more.
 */
export type Fate = 'ADOPT' | 'ENDED' | 'REBOOTED' | 'INTERRUPTED' | 'ORPHAN'

/** One row per case. Without a state every record counts. */
export function recoveredFate (run: PosixRun, state: AgentState | null, bootId: string): Fate {
  const key = containerKey(run.containerId)
  const wanted = state === null || state.unreadable?.includes(key) === true || state.runs.some(({ containerId }) => containerKey(containerId) === key)
  if (!wanted) return 'ORPHAN'
  if (run.termination !== undefined) return 'ENDED'
  if (run.bootId !== bootId || state?.rebooted === true) return 'REBOOTED'
  return run.started ? 'ADOPT' : 'INTERRUPTED'
}
