import type { CheckpointStore } from '../../../types/checkpoint.ts'
import type { Clock } from '../../../types/clock.ts'
import type { Containerizer } from '../../../types/containerizer.ts'
import type { Log } from '../../../types/log.ts'
import type { AgentInfo, ContainerInfo, FrameworkID, FrameworkInfo } from '../../../types/mesos-v1.ts'
import type { Metrics } from '../../../types/metrics.ts'
import type { ExecutorSettings } from './executor-environment.ts'
import type { ExecutorRecord } from './executor-record.ts'
import type { ExecutorTokens } from './executor-tokens.ts'

/** What custom executors are run with. */
export interface ExecutorParts extends Pick<ExecutorSettings, 'variables' | 'shutdownGracePeriodMs' | 'recoveryTimeoutMs' | 'reregistrationTimeoutMs'> {
  /** With its id. */
  agentInfo: AgentInfo
  /** Address given to tasks that share the host's network. */
  ip: string
  containerizers: Containerizer & { readonly names: string[] }
  records: CheckpointStore<ExecutorRecord>
  /** What a framework last said of itself. Undefined: no more than when it launched. */
  framework?: (id: FrameworkID) => FrameworkInfo | undefined
  /** Makes the path of a sandbox and whatever points to it. */
  prepareDirectory: (frameworkId: string, executorId: string, containerId: string) => Promise<string>
  /** Where an executor in that container reaches this agent. Throws CONTAINERIZER_ERR_CONFIG_INVALID where it could not. */
  address: (container: ContainerInfo | undefined) => ExecutorSettings['address']
  /** Undefined: executors need no token. */
  tokens: ExecutorTokens | undefined
  registrationTimeoutMs: number
  switchUser: boolean
  defaultContainerInfo?: ContainerInfo | undefined
  clock: Clock
  log: Log
  metrics: Metrics
}
