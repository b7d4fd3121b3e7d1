import type { ContainerConfig, DiscoveryInfo, Labels } from '../../types/index.ts'

/** Everything that a framework says about its task stands under this prefix on the container. */
export const TASK_LABEL_PREFIX = 'mesos.'

/**
 * Ids, name, labels and discovery as container labels: `mesos.task_id`, `mesos.task_name`, `mesos.framework_id`,
 * `mesos.executor_id`, `mesos.label.<key>`, `mesos.discovery.<field>`, `mesos.discovery.label.<key>`,
 * `mesos.discovery.port.<number>` (protocol and name).
 */
export function containerLabels (config: ContainerConfig): Record<string, string> {
  const { taskInfo, executorInfo, frameworkId } = config
  const source = taskInfo ?? executorInfo
  return {
    ...one('task_id', taskInfo?.taskId.value),
    ...one('task_name', taskInfo?.name),
    ...one('framework_id', frameworkId?.value),
    ...one('executor_id', executorInfo?.executorId.value),
    ...many('label', source?.labels),
    ...(source?.discovery === undefined ? {} : discovery(source.discovery))
  }
}

function discovery (info: DiscoveryInfo): Record<string, string> {
  const ports = (info.ports?.ports ?? []).map(({ number, name = '', protocol = 'tcp' }) =>
    [`${TASK_LABEL_PREFIX}discovery.port.${number}`, `${protocol} ${name}`.trim()])
  return {
    ...one('discovery.visibility', info.visibility),
    ...one('discovery.name', info.name),
    ...one('discovery.environment', info.environment),
    ...one('discovery.location', info.location),
    ...one('discovery.version', info.version),
    ...Object.fromEntries(ports) as Record<string, string>,
    ...many('discovery.label', info.labels)
  }
}

function one (key: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [`${TASK_LABEL_PREFIX}${key}`]: value }
}

function many (key: string, labels: Labels | undefined): Record<string, string> {
  return Object.fromEntries((labels?.labels ?? []).map(({ key: name, value = '' }) => [`${TASK_LABEL_PREFIX}${key}.${name}`, value]))
}
