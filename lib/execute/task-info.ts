import type { TaskInfo } from '../../types/mesos-v1.ts'
import { parseResources } from '../agent/flags/resources.ts'
import { errors } from '../errors.ts'
import { fromJsonValue } from '../wire/from-json.ts'
import { containerInfo } from './container-info.ts'
import type { ExecuteFlags } from './execute-flags.ts'

/** The task that the flags describe, for no agent yet. Throws CONTAINERIZER_ERR_OPTION_INVALID or _WIRE_INVALID. */
export function taskInfo (flags: ExecuteFlags): TaskInfo {
  // The agent is known only with the offer; a file need not name one.
  if (flags.task !== undefined) return fromJsonValue<TaskInfo>('TaskInfo', { agent_id: { value: '' }, ...flags.task as object })
  const name = flags.name as string
  const container = containerInfo(flags)
  const variables = Object.entries(readEnvironment(flags.env)).map(([name, value]) => ({ name, value }))
  return {
    name,
    taskId: { value: name },
    agentId: { value: '' },
    resources: parseResources(flags.resources),
    command: {
      shell: flags.shell,
      ...(flags.command !== undefined && { value: flags.command }),
      ...(variables.length > 0 && { environment: { variables } })
    },
    ...(container && { container })
  }
}

function readEnvironment (value: unknown): Record<string, string> {
  const invalid = () => new errors.CONTAINERIZER_ERR_OPTION_INVALID('Flag \'env\' must be a JSON object of strings')
  if (value === undefined) return {}
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid()
  if (Object.values(value).some(item => typeof item !== 'string')) throw invalid()
  return value as Record<string, string>
}
