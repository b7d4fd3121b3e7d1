import type { ContainerConfig } from '../../types/container-config.ts'

/** The platform that the task's `parameters` ask for, by the last of that name; undefined: the engine's own. */
export function platformOf ({ containerInfo }: ContainerConfig): string | undefined {
  return containerInfo?.docker?.parameters?.findLast(({ key }) => key === 'platform')?.value
}
