import type { DockerParts } from './docker-parts.ts'
import type { Orphan } from './recovery-plan.ts'

/** Removes a container that nobody asks for, with its anonymous volumes and its record, where the operator lets us. Never rejects. */
export async function removeOrphan (
  { engine, runs, log, killOrphans }: Pick<DockerParts, 'engine' | 'runs' | 'log' | 'killOrphans'>, { engineId, key, reason }: Orphan
): Promise<void> {
  if (!killOrphans) return log.warn({ container: key, reason }, 'an orphaned container was left alone')
  log.info({ container: key, reason }, 'removing an orphaned container')
  // Tried once: one that cannot be removed must not keep the agent from launching. The next look finds it again.
  try {
    await engine.remove(engineId, { force: true })
    await runs.remove(key)
  } catch (err) {
    log.warn({ err, container: key }, 'an orphaned container could not be removed')
  }
}
