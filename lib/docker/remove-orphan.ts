import type { DockerParts } from './docker-parts.ts'
import { forgetRecords } from './forget-records.ts'
import type { Orphan } from './recovery-plan.ts'

/** Removes a container that nobody asks for, with its anonymous volumes and its records, where the operator lets us. Never rejects. */
export async function removeOrphan (
  parts: Pick<DockerParts, 'anchors' | 'engine' | 'logger' | 'runs' | 'log' | 'killOrphans'>, { engineId, key, reason }: Orphan
): Promise<void> {
  const { engine, log, killOrphans } = parts
  if (!killOrphans) return log.warn({ container: key, reason }, 'an orphaned container was left alone')
  log.info({ container: key, reason }, 'removing an orphaned container')
  // Tried once: one that cannot be removed must not keep the agent from launching. The next look finds it again.
  try {
    await engine.remove(engineId, { force: true })
    await forgetRecords(parts, key)
  } catch (err) {
    log.warn({ err, container: key }, 'an orphaned container could not be removed')
  }
}
