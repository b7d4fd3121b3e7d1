import { isIPv4 } from 'node:net'
import { durationText } from '../flags/duration-text.ts'
import type { ExecutorAddress } from './executor-address.ts'
import { frameworkIdOf } from './executor-record.ts'
import type { ExecutorRecord } from './executor-record.ts'

export interface ExecutorSettings {
  agentId: string
  /** Where the executor reaches this agent. */
  address: ExecutorAddress
  /** `executor_environment_variables`. */
  variables: Readonly<Record<string, string>>
  shutdownGracePeriodMs: number
  recoveryTimeoutMs: number
  reregistrationTimeoutMs: number
  /** Present where executors have to authenticate. */
  token?: string | undefined
}

/** What the agent tells an executor through its environment; nothing of the agent's own. */
export function executorEnvironment (record: ExecutorRecord, settings: ExecutorSettings): Record<string, string> {
  const { executor, framework, directory } = record
  const { agentId, address: { ip, port, bind = '' }, token } = settings
  const endpoint = `${ip.includes(':') ? `[${ip}]` : ip}:${port}`
  const { shutdownGracePeriod } = executor
  const grace = shutdownGracePeriod === undefined ? settings.shutdownGracePeriodMs : shutdownGracePeriod.nanoseconds / 1e6
  const checkpoint = framework.checkpoint === true
  return {
    // libprocess knows no IPv6 here. Unlike Mesos, an executor with a network of its own is not told: it could not bind to an address of the host.
    ...(isIPv4(bind) && { LIBPROCESS_IP: bind }),
    ...settings.variables,
    LIBPROCESS_PORT: '0',
    MESOS_FRAMEWORK_ID: frameworkIdOf(record).value,
    MESOS_EXECUTOR_ID: executor.executorId.value,
    MESOS_DIRECTORY: directory,
    MESOS_SLAVE_ID: agentId,
    MESOS_SLAVE_PID: `slave(1)@${endpoint}`,
    MESOS_AGENT_ENDPOINT: endpoint,
    MESOS_CHECKPOINT: checkpoint ? '1' : '0',
    MESOS_HTTP_COMMAND_EXECUTOR: '0',
    MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD: durationText(grace),
    ...(checkpoint && {
      MESOS_RECOVERY_TIMEOUT: durationText(settings.recoveryTimeoutMs),
      MESOS_SUBSCRIPTION_BACKOFF_MAX: durationText(settings.reregistrationTimeoutMs)
    }),
    ...(token !== undefined && { MESOS_EXECUTOR_AUTHENTICATION_TOKEN: token })
  }
}
