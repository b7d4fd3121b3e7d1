import { chown, mkdir } from 'node:fs/promises'
import { errors } from '../errors.ts'
import { persistentVolumes } from '../run-options/persistent-volumes.ts'
import { resolveUser } from '../sandbox/resolve-user.ts'
import { containerKey } from '../util/container-key.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'

/** Host paths of the persistent volumes of a run. */
export function volumePaths (workDir: string | undefined, { config }: Pick<DockerRun, 'config'>): string[] {
  return persistentVolumes(config, { workDir, mappedDirectory: '/' }).map(({ source }) => source)
}

/**
 * Makes the directories of persistent volumes and gives them, but not what is in them, to the user of the sandbox; one that
 * another container of this agent has stays with its owner. Rejects with CONTAINERIZER_ERR_SANDBOX_FAILED.
 */
export async function makeVolumes ({ workDir, runs }: Pick<DockerParts, 'workDir' | 'runs'>, run: DockerRun): Promise<void> {
  const paths = volumePaths(workDir, run)
  if (paths.length === 0) return
  const { user } = run.config
  try {
    for (const path of paths) await mkdir(path, { recursive: true })
    if (user === undefined) return
    const { uid, gid } = await resolveUser(user)
    const { records } = await runs.list()
    const held = new Set(records.filter(({ key }) => key !== containerKey(run.containerId)).flatMap(({ value }) => volumePaths(workDir, value)))
    for (const path of paths) if (!held.has(path)) await chown(path, uid, gid)
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_SANDBOX_FAILED(`Failed to make the persistent volumes of container ${containerKey(run.containerId)}: ${(cause as Error).message}`, { cause })
  }
}
