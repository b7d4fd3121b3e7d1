import { randomUUID } from 'node:crypto'
import type { ExecutorInfo, TaskInfo } from '../../../types/mesos-v1.ts'
import type { ExecutorTaskRequest } from '../../../types/running-executor.ts'
import { errors } from '../../errors.ts'
import { scalarResources } from '../../run-options/scalar-resources.ts'

type Rule = [holds: (value: unknown) => boolean, rule: string]

const text: Rule = [value => typeof value === 'string' && value !== '', 'must be a text that is not empty']
const amount: Rule = [value => typeof value === 'number' && value > 0 && Number.isFinite(value), 'must be a number above 0']

const rules: Record<keyof ExecutorTaskRequest, Rule> = {
  id: text,
  name: text,
  data: [value => typeof value === 'string' || value instanceof Uint8Array, 'must be a text or bytes'],
  cpus: amount,
  memory: amount
}

/** What a host gives its executor to do, as a task. Throws CONTAINERIZER_ERR_CONFIG_INVALID; what may be secret is not quoted. */
export function readTaskRequest (request: ExecutorTaskRequest, executor: ExecutorInfo): TaskInfo {
  for (const [key, value] of Object.entries(request)) {
    const rule = Object.hasOwn(rules, key) ? rules[key as keyof ExecutorTaskRequest] : undefined
    if (rule === undefined) throw refused(`${key}: there is no such field; there are ${Object.keys(rules).join(', ')}`)
    if (value !== undefined && !rule[0](value)) throw refused(`${key} ${rule[1]}${typeof value === 'number' ? `, not ${value}` : ''}`)
  }
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

function refused (text: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`task: ${text}`)
}
