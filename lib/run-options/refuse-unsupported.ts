import type { ContainerConfig } from '../../types/index.ts'
import { refusal } from './refusal.ts'

type Rule = [field: string, given: (config: ContainerConfig) => unknown, rule: string]

const NOT_YET = 'is not supported by the Docker containerizer yet'
const MEANINGLESS = 'has no meaning for a Docker container'

/** One row per field that would otherwise be dropped. A row refuses whenever its value is there (an empty list is not). */
const rules: Rule[] = [
  ['task.executor', (c) => c.taskInfo?.executor, 'must not be set for a command task'],
  ['task.healthCheck', (c) => c.taskInfo?.healthCheck, NOT_YET],
  ['task.check', (c) => c.taskInfo?.check, NOT_YET],
  ['task.maxCompletionTime', (c) => c.taskInfo?.maxCompletionTime, NOT_YET],
  ['container.mesos', (c) => c.containerInfo?.mesos, MEANINGLESS],
  ['container.volumes', (c) => c.containerInfo?.volumes, NOT_YET],
  ['container.hostname', (c) => c.containerInfo?.hostname, NOT_YET],
  ['container.networkInfos', (c) => c.containerInfo?.networkInfos, NOT_YET],
  ['container.linuxInfo', (c) => c.containerInfo?.linuxInfo, NOT_YET],
  ['container.rlimitInfo', (c) => c.containerInfo?.rlimitInfo, NOT_YET],
  ['container.ttyInfo', (c) => c.containerInfo?.ttyInfo, NOT_YET],
  ['container.docker.network', (c) => c.containerInfo?.docker?.network === 'HOST' ? undefined : c.containerInfo?.docker?.network, NOT_YET],
  ['container.docker.portMappings', (c) => c.containerInfo?.docker?.portMappings, NOT_YET],
  ['container.docker.privileged', (c) => c.containerInfo?.docker?.privileged, NOT_YET],
  ['container.docker.parameters', (c) => c.containerInfo?.docker?.parameters, NOT_YET],
  ['container.docker.volumeDriver', (c) => c.containerInfo?.docker?.volumeDriver, NOT_YET]
]

/** Throws a refusal for the first field that this containerizer does not honour. */
export function refuseUnsupported (config: ContainerConfig): void {
  for (const [field, given, rule] of rules) {
    const value = given(config)
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue
    throw refusal(field, value, rule)
  }
}
