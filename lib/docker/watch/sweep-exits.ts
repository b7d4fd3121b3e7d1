import type { ContainerSummary, DockerEngine } from '../../../types/docker-engine.ts'
import type { ExitHints } from './exit-hints.ts'

const LIMIT_MS = 10_000
const OVER = new Set(['exited', 'dead', 'removing'])

/** Looks at all of ours at once for ends that nobody told of, and gives what it saw. Rejects when the engine does not answer. */
export async function sweepExits (engine: Pick<DockerEngine, 'list'>, hints: ExitHints, labels: string[], signal: AbortSignal): Promise<ContainerSummary[]> {
  // What is waited for only from now on may be too young for the list.
  const { awaited } = hints
  if (awaited.length === 0) return []
  const seen = await engine.list({ labels }, { signal, timeoutMs: LIMIT_MS })
  const states = new Map(seen.map(({ id, state }) => [id, state]))
  for (const id of awaited) {
    const state = states.get(id)
    if (state === undefined || OVER.has(state)) hints.hint(id, 'sweep')
  }
  return seen
}
