import type { ContainerConfig } from '../../types/container-config.ts'
import type { CommandInfo, TaskInfo } from '../../types/mesos-v1.ts'
import type { RunRequest } from '../../types/running-container.ts'
import { scalarResources } from '../run-options/scalar-resources.ts'

/** A container of a host is a command task, so that statuses come and health checks are made. */
export function runConfig (id: string, directory: string, request: RunRequest): ContainerConfig {
  const { image, container = image === undefined ? undefined : { type: 'DOCKER', docker: { image } }, task, user } = request
  const commandInfo = commandOf(request, container?.type === 'DOCKER')
  const resources = scalarResources(request)
  const taskInfo: TaskInfo = {
    name: id, ...task, taskId: { value: id }, agentId: { value: '' }, command: commandInfo, resources, ...(container === undefined ? {} : { container })
  }
  return {
    directory,
    commandInfo,
    ...(container === undefined ? {} : { containerInfo: container }),
    taskInfo,
    resources,
    ...(task?.limits === undefined ? {} : { limits: task.limits }),
    ...(user === undefined ? {} : { user })
  }
}

function commandOf ({ command, env = {}, uris = [], user }: RunRequest, isImage: boolean): CommandInfo {
  return {
    ...wordsOf(command, isImage),
    ...(user === undefined ? {} : { user }),
    ...(uris.length === 0 ? {} : { uris: [...uris] }),
    environment: { variables: Object.entries(env).map(([name, value]) => ({ name, value })) }
  }
}

/** The arguments of a process begin with its own name, those of an image's entrypoint do not. */
function wordsOf (command: RunRequest['command'], isImage: boolean): CommandInfo {
  if (command === undefined) return { shell: false }
  if (typeof command === 'string') return { shell: true, value: command }
  const [value = '', ...rest] = command
  return { shell: false, value, arguments: isImage ? rest : [value, ...rest] }
}
