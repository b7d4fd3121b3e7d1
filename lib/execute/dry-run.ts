import { request } from 'undici'
import type { ContainerPlan } from '../../types/container-plan.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { toJson } from '../wire/to-json.ts'

/**
 * What the agent would make of a task, as text: the docker command, the body of the create call, and why each is as it is.
 * The agent is asked, for its policy and defaults decide; nothing is launched. Throws CONTAINERIZER_ERR_MASTER_FAILED in its words.
 */
export async function dryRun (master: string, task: TaskInfo): Promise<string> {
  const url = new URL('/containerizer/plan', master.includes('://') ? master : `http://${master}`)
  const failed = (words: string, cause?: unknown): Error => new errors.CONTAINERIZER_ERR_MASTER_FAILED(`Cannot plan the task at ${url.host}: ${words}`, { cause })
  const { statusCode, body } = await request(url, { method: 'POST', body: toJson('TaskInfo', task), headers: { 'content-type': 'application/json' } })
    .catch((cause: Error) => { throw failed(cause.message, cause) })
  const text = await body.text()
  if (statusCode === 404) throw failed('only a mesos-agent of this package plans')
  if (statusCode !== 200) throw failed(text)
  const plan = JSON.parse(text) as ContainerPlan
  const decisions = plan.decisions.map(({ field, value, reason }) => `${field} ${JSON.stringify(value)}: ${reason}\n`)
  return `${plan.command}\n\n${JSON.stringify(plan.body, null, 2)}\n\n${decisions.join('')}`
}
