import { randomUUID } from 'node:crypto'
import type { ExecutorInfo, TaskInfo } from '../../../types/mesos-v1.ts'
import type { ExecutorTaskRequest } from '../../../types/running-executor.ts'
import { scalarResources } from '../../run-options/scalar-resources.ts'
import { amountField, checkFields, textField } from '../../util/check-fields.ts'
import type { FieldRule } from '../../util/check-fields.ts'

const rules: Record<keyof ExecutorTaskRequest, FieldRule> = {
  id: textField,
  name: textField,
  data: [value => typeof value === 'string' || value instanceof Uint8Array, 'must be a text or bytes'],
  cpus: amountField,
  memory: amountField
}

/** What a host gives its executor to do, as a task. Throws CONTAINERIZER_ERR_CONFIG_INVALID; what may be secret is not quoted. */
export function readTaskRequest (request: ExecutorTaskRequest, executor: ExecutorInfo): TaskInfo {
  checkFields('task', request, rules)
  const { id = randomUUID(), name = id, data } = request
  return {
    name,
    taskId: { value: id },
    agentId: { value: '' },
    executor,
    ...(data === undefined ? {} : { data: typeof data === 'string' ? Buffer.from(data) : data }),
    resources: scalarResources(request)
  }
}
