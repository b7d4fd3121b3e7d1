import { parseDuration } from '../agent/flags/duration.ts'
import { SHUTDOWN_GRACE_MS } from '../docker/docker-run.ts'
import { errors } from '../errors.ts'
import type { AgentAddress } from '../executor/client/agent-calls.ts'

/** What the agent tells an executor in its environment. */
export interface ExecutorVariables extends AgentAddress {
  agentId: string
  /** How long an agent may be away, in milliseconds; null: the framework does not checkpoint, its tasks end with the agent. */
  recoveryTimeoutMs: number | null
  /** Most time between two attempts to find the agent. */
  backoffMaxMs: number
  shutdownGraceMs: number
}

const MINUTE_MS = 60_000

/** Throws CONTAINERIZER_ERR_OPTION_INVALID, naming the variable. */
export function executorVariables (env: Readonly<Record<string, string | undefined>>): ExecutorVariables {
  const required = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '') throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Expecting '${name}' to be set in the environment`)
    return value
  }
  const duration = (name: string, standard: number): number => {
    const text = env[name]
    try {
      return text === undefined ? standard : parseDuration(text)
    } catch (cause) {
      throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Failed to parse value '${text}' of '${name}': ${(cause as Error).message}`, { cause })
    }
  }
  return {
    agentId: required('MESOS_SLAVE_ID'),
    endpoint: required('MESOS_AGENT_ENDPOINT'),
    frameworkId: required('MESOS_FRAMEWORK_ID'),
    executorId: required('MESOS_EXECUTOR_ID'),
    token: env['MESOS_EXECUTOR_AUTHENTICATION_TOKEN'],
    recoveryTimeoutMs: env['MESOS_CHECKPOINT'] === '1' ? duration('MESOS_RECOVERY_TIMEOUT', 15 * MINUTE_MS) : null,
    backoffMaxMs: duration('MESOS_SUBSCRIPTION_BACKOFF_MAX', 2000),
    shutdownGraceMs: duration('MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD', SHUTDOWN_GRACE_MS)
  }
}
