import { errors } from '../../errors.ts'
import { agentFlagTable } from './flag-table.ts'
import type { LoadedFlags } from './load-table.ts'
import { loadTable } from './load-table.ts'
import { unsupportedFlags } from './unsupported-flags.ts'

export type AgentFlags = LoadedFlags<typeof agentFlagTable>

/**
 * The agent's flags: command line beats environment (`MESOS_<NAME>`) beats the `--config` file. Durations are milliseconds, sizes bytes.
 * Throws CONTAINERIZER_ERR_OPTION_INVALID with one line for the operator; with `--help` or `--version` nothing is required.
 */
export async function loadFlags ({ argv, env }: { argv: readonly string[], env: Readonly<Record<string, string | undefined>> }): Promise<AgentFlags> {
  const flags = await loadTable({ argv, env, table: agentFlagTable, unsupported: unsupportedFlags })
  const problem = findProblem(flags)
  if (problem !== undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(problem)
  return flags
}

/** The first rule of the original (or of ours) that a well-formed value breaks. */
function findProblem (flags: AgentFlags): string | undefined {
  const variables = flags.executorEnvironmentVariables
  if (new Set(flags.containerizers).size !== flags.containerizers.length) {
    return `Duplicate entries found in --containerizer flag '${flags.texts['containerizers']}'`
  }
  if (flags.containerizers.length === 0) return 'Flag \'containerizers\' names no containerizer'
  if (!flags.dockerSocket.startsWith('/')) return `Invalid Docker socket path: ${flags.dockerSocket}`
  if (flags.executorReregistrationTimeout > 15_000) return 'Expected `--executor_reregistration_timeout` to be not more than 15secs'
  if (flags.gcDiskHeadroom < 0 || flags.gcDiskHeadroom > 1) {
    return `Invalid value '${flags.gcDiskHeadroom}' for --gc_disk_headroom. Must be between 0.0 and 1.0`
  }
  if (flags.port > 65535) return `Flag 'port' must be at most 65535, not ${flags.port}`
  if (!['reconnect', 'cleanup'].includes(flags.recover)) return `Unknown option for 'recover' flag ${flags.recover}. Please run the agent with '--help' to see the valid options`
  if (!['INFO', 'WARNING', 'ERROR'].includes(flags.loggingLevel)) return `'${flags.loggingLevel}' is not a valid logging level`
  for (const [name, value] of [['docker_config', flags.dockerConfig], ['default_container_dns', flags.defaultContainerDns],
    ['default_container_info', flags.defaultContainerInfo], ['executor_environment_variables', variables]] as const) {
    if (value !== undefined && !isObject(value)) return `Flag '${name}' must be a JSON object`
  }
  if (isObject(variables) && Object.values(variables).some(value => typeof value !== 'string')) {
    return '`executor_environment_variables` must only contain string values'
  }
  return undefined
}

function isObject (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
