import type { DockerRun } from './docker-run.ts'
import { volumePaths } from './make-volumes.ts'

/** Host paths that the agent itself shows to this container, and that the policy does not judge: sandbox and persistent volumes. */
export function ownPaths (run: DockerRun, workDir: string | undefined): string[] {
  return [run.config.directory, ...volumePaths(workDir, run)]
}
