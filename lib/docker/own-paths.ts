import type { DockerRun } from './docker-run.ts'

/** Host paths that the agent itself shows to this container, and that the policy does not judge. */
export function ownPaths ({ config }: DockerRun): string[] {
  return [config.directory]
}
