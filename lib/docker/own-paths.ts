import { join } from 'node:path'
import { secretUses } from '../run-options/secret-uses.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { volumePaths } from './make-volumes.ts'

/** Where engines keep their own sockets and data, beside what they tell of. */
export const enginePaths = ['/run/docker', '/run/containerd', '/var/lib/containerd']

/** Host paths that the agent itself shows to this container, and that the policy does not judge: sandbox, persistent volumes, secrets. */
export function ownPaths (run: DockerRun, { workDir, secretFiles }: Pick<DockerParts, 'workDir' | 'secretFiles'>): string[] {
  const files = secretUses(run.config).flatMap((use) => 'file' in use ? [join(secretFiles.directoryOf(run.name), use.file)] : [])
  return [run.config.directory, ...volumePaths(workDir, run), ...files]
}
