import type { FrameworkInfo, FrameworkInfoCapabilityType } from '../../types/mesos-v1.ts'
import type { ExecuteFlags } from './execute-flags.ts'

/** How mesos-execute introduces itself; without failover_timeout, so that whatever it leaves behind ends with its connection. */
export function frameworkInfo (flags: ExecuteFlags, user: string): FrameworkInfo {
  const capabilities: FrameworkInfoCapabilityType[] = ['MULTI_ROLE', 'RESERVATION_REFINEMENT', 'TASK_KILLING_STATE']
  if (flags.partitionAware) capabilities.push('PARTITION_AWARE')
  capabilities.push(...flags.frameworkCapabilities as FrameworkInfoCapabilityType[])
  return {
    user,
    name: 'mesos-execute instance',
    roles: [flags.role],
    checkpoint: flags.checkpoint,
    capabilities: capabilities.map(type => ({ type })),
    ...(flags.principal !== undefined && { principal: flags.principal })
  }
}
