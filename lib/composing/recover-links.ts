import type { AgentState } from '../../types/agent-state.ts'
import type { Containerizer } from '../../types/containerizer.ts'
import { errors } from '../errors.ts'

/** Resolves when every link has recovered; when one fails the others are still seen to their end. */
export async function recoverLinks (links: readonly Containerizer[], state: AgentState | null): Promise<void> {
  const results = await Promise.allSettled(links.map(async link => await link.recover(state)))
  const reasons: unknown[] = []
  const lines: string[] = []
  for (const [index, link] of links.entries()) {
    const result = results[index]
    if (result?.status !== 'rejected') continue
    reasons.push(result.reason)
    lines.push(`${link.name}: ${result.reason instanceof Error ? result.reason.message : String(result.reason)}`)
  }
  if (reasons.length === 1) throw reasons[0]
  if (reasons.length > 1) {
    throw new errors.CONTAINERIZER_ERR_RECOVERY_FAILED(`Recovery failed: ${lines.join('; ')}`, { cause: new AggregateError(reasons) })
  }
}
