import type { ContainerConfig } from '../../types/index.ts'
import type { Draft } from './draft.ts'
import { gpuRequests } from './gpu-requests.ts'
import { linuxOptions } from './linux-options.ts'
import { resourceAmount } from './resource-amount.ts'
import { ulimits } from './ulimits.ts'

/** User, terminal, privileges, namespaces, limits and devices. Unlike Mesos, command.user is the user in the container too. */
export function isolationOptions (draft: Draft, config: ContainerConfig): void {
  const { body, host } = draft
  const { containerInfo, commandInfo, taskInfo, resources = [] } = config
  if (commandInfo.user !== undefined) body.User = commandInfo.user
  if (containerInfo?.ttyInfo !== undefined) body.Tty = true
  const size = containerInfo?.ttyInfo?.windowSize
  // Linux engines heed this from API 1.42 on; with older ones the terminal gets it right after the start.
  if (size !== undefined) host['ConsoleSize'] = [size.rows, size.columns]
  if (containerInfo?.docker?.privileged === true) host.Privileged = true
  if (containerInfo?.linuxInfo !== undefined) Object.assign(host, linuxOptions(containerInfo.linuxInfo, taskInfo !== undefined))
  if (containerInfo?.rlimitInfo !== undefined) host['Ulimits'] = ulimits(containerInfo.rlimitInfo)
  const gpus = gpuRequests(resourceAmount(resources, 'gpus'))
  if (gpus.length > 0) host['DeviceRequests'] = gpus
}
