import type { ContainerConfig } from '../../types/container-config.ts'

type Kept = 'taskInfo' | 'executorInfo' | 'frameworkId' | 'user'
type Known = { directory: string } & { [K in Kept]?: ContainerConfig[K] | undefined }

/** What is known of a container whose record is not there, as what it would be launched with: nobody knows its command any more. */
export function recoveredConfig ({ directory, taskInfo, executorInfo, frameworkId, user }: Known): ContainerConfig {
  return {
    directory,
    commandInfo: {},
    ...(taskInfo === undefined ? {} : { taskInfo }),
    ...(executorInfo === undefined ? {} : { executorInfo }),
    ...(frameworkId === undefined ? {} : { frameworkId }),
    ...(user === undefined ? {} : { user })
  }
}
