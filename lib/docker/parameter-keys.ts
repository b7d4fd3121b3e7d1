import type { DockerRun } from './docker-run.ts'

/** Names of the raw parameters of a container. */
export function parameterKeys ({ config }: DockerRun): string[] {
  return (config.containerInfo?.docker?.parameters ?? []).map(({ key }) => key)
}
