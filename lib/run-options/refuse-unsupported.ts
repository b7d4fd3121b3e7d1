import type { ContainerConfig } from '../../types/index.ts'
import { refusal } from './refusal.ts'

type Rule = [field: string, given: (config: ContainerConfig) => unknown, rule: string]

const NOT_YET = 'is not supported by the Docker containerizer yet'
const MEANINGLESS = 'has no meaning for a Docker container'

/** One row per field that would otherwise be dropped. A row refuses whenever its value is there. */
const rules: Rule[] = [
  ['task.executor', (c) => c.taskInfo?.executor, 'must not be set for a command task'],
  ['task.healthCheck', (c) => c.taskInfo?.healthCheck, NOT_YET],
  ['task.check', (c) => c.taskInfo?.check, NOT_YET],
  ['container.mesos', (c) => c.containerInfo?.mesos, MEANINGLESS]
]

/** Throws a refusal for the first field that this containerizer does not honour. */
export function refuseUnsupported (config: ContainerConfig): void {
  for (const [field, given, rule] of rules) {
    const value = given(config)
    if (value !== undefined) throw refusal(field, value, rule)
  }
}
