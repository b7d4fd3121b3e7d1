import { errors } from '../errors.ts'
import { refuseInvalidChecks } from '../run-options/refuse-unsupported.ts'
import type { ContainerConfig } from '../../types/container-config.ts'

/** Throws CONTAINERIZER_ERR_CONFIG_INVALID, naming the field, for whatever a plain process cannot honour. */
export function refuseUnsupported (config: ContainerConfig): void {
  const { containerInfo, taskInfo } = config
  const asked = {
    'container.volumes': some(containerInfo?.volumes),
    'container.hostname': containerInfo?.hostname,
    'container.docker': containerInfo?.docker,
    'container.mesos.image': containerInfo?.mesos?.image,
    'container.network_infos': some(containerInfo?.networkInfos),
    'container.linux_info': containerInfo?.linuxInfo,
    'container.rlimit_info': containerInfo?.rlimitInfo,
    'container.tty_info': containerInfo?.ttyInfo
  }
  for (const [field, value] of Object.entries(asked)) {
    if (value !== undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`'${field}' is not supported by the mesos containerizer`)
  }
  refuseInvalidChecks(config)
  const grace = taskInfo?.killPolicy?.gracePeriod?.nanoseconds
  if (grace !== undefined && grace < 0) {
    throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID("Task's 'kill_policy.grace_period' must be non-negative")
  }
}

/** An empty list asks for nothing. */
function some<T> (list: T[] | undefined): T[] | undefined {
  return list?.length === 0 ? undefined : list
}
