import type { ContainerConfig, TaskInfo } from '../../types/index.ts'
import { checkError, healthCheckError } from './check-error.ts'
import { refusal } from './refusal.ts'

type Rule = [field: string, given: (config: ContainerConfig) => unknown, rule: string]

const MEANINGLESS = 'has no meaning for a Docker container'

/** One row per field that would otherwise be dropped. A row refuses whenever its value is there. */
const rules: Rule[] = [
  ['task.executor', (c) => c.taskInfo?.executor, 'must not be set for a command task'],
  ['container.mesos', (c) => c.containerInfo?.mesos, MEANINGLESS]
]

/** Throws a refusal for the first field that this containerizer does not honour. */
export function refuseUnsupported (config: ContainerConfig): void {
  for (const [field, given, rule] of rules) {
    const value = given(config)
    if (value !== undefined) throw refusal(field, value, rule)
  }
  refuseInvalidChecks(config)
}

/** Throws a refusal for checks that cannot be made. Values stay out of it: a command may hold secrets. */
export function refuseInvalidChecks ({ taskInfo: { healthCheck, check } = {} as TaskInfo }: ContainerConfig): void {
  const health = healthCheck && healthCheckError(healthCheck)
  if (health !== undefined) throw refusal('task.healthCheck', undefined, health)
  const wrong = check && checkError(check)
  if (wrong !== undefined) throw refusal('task.check', undefined, wrong)
}
