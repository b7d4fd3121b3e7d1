import { isIP } from 'node:net'
import { errors } from '../../errors.ts'
import { parseContainerDns } from './container-dns.ts'
import { parseContainerInfo } from './container-info.ts'
import { parseDockerPolicy } from './docker-policy.ts'
import { parseExecutorVariables } from './executor-variables.ts'
import { camelCase } from './flag-spec.ts'
import { agentFlagTable } from './flag-table.ts'
import { parseImageGcConfig } from './image-gc-config.ts'
import type { LoadedFlags } from './load-table.ts'
import { loadTable } from './load-table.ts'
import { loggerProblem } from './logger-problem.ts'
import { unsupportedFlags } from './unsupported-flags.ts'

export type AgentFlags = LoadedFlags<typeof agentFlagTable>

/**
 * The agent's flags: command line beats environment (`MESOS_<NAME>`, and `LIBPROCESS_IP` for `ip`) beats the `--config` file. Durations are milliseconds, sizes bytes.
 * Throws CONTAINERIZER_ERR_OPTION_INVALID with one line for the operator; with `--help` or `--version` nothing is required.
 */
export async function loadFlags ({ argv, env }: { argv: readonly string[], env: Readonly<Record<string, string | undefined>> }): Promise<AgentFlags> {
  const flags = await loadTable({ argv, env: { MESOS_IP: env['LIBPROCESS_IP'], ...env }, table: agentFlagTable, unsupported: unsupportedFlags })
  const problem = findProblem(flags)
  if (problem !== undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(problem)
  // What the JSON says is taken where it is used; here it only has to be right.
  parseContainerDns(flags.defaultContainerDns)
  parseContainerInfo(flags.defaultContainerInfo)
  parseDockerPolicy(flags.dockerPolicy)
  parseExecutorVariables(flags.executorEnvironmentVariables)
  parseImageGcConfig(flags.imageGcConfig)
  return flags
}

/** As with the original, a longer one would only hold recovery up. */
const LONGEST_REREGISTRATION_MS = 15 * 60_000

const positive = ['disk_watch_interval', 'docker_parallel_pulls', 'docker_pull_begin_timeout', 'docker_pull_stall_timeout', 'docker_pull_timeout', 'docker_pull_tries', 'http_heartbeat_interval']

/** The first rule of the original (or of ours) that a well-formed value breaks. */
function findProblem (flags: AgentFlags): string | undefined {
  if (new Set(flags.containerizers).size !== flags.containerizers.length) {
    return `Duplicate entries found in --containerizer flag '${flags.texts['containerizers']}'`
  }
  if (flags.containerizers.length === 0) return 'Flag \'containerizers\' names no containerizer'
  if (!flags.dockerSocket.startsWith('/')) return `Invalid Docker socket path: ${flags.dockerSocket}`
  if (flags.dockerMesosImage !== undefined && !flags.containerizers.includes('docker')) return "Flag 'docker_mesos_image' needs docker among the --containerizers"
  if (!flags.secretsDirectory.startsWith('/')) return `Flag 'secrets_directory' must be an absolute path, not '${flags.secretsDirectory}'`
  const nothing = positive.find(name => flags[camelCase(name) as keyof AgentFlags] === 0)
  if (nothing !== undefined) return `Flag '${nothing}' must be more than 0`
  if (isIP(flags.ip) === 0) return `Flag 'ip' must be an IP address, not '${flags.ip}'`
  if (flags.executorIp !== undefined && isIP(flags.executorIp) === 0) return `Flag 'executor_ip' must be an IP address, not '${flags.executorIp}'`
  if (flags.executorReregistrationTimeout > LONGEST_REREGISTRATION_MS) return "Flag 'executor_reregistration_timeout' must be at most 15mins"
  if (flags.authenticateHttpExecutors && flags.jwtSecretKey === undefined) return "Flag 'jwt_secret_key' is required with --authenticate_http_executors"
  if (!(flags.gcDiskHeadroom >= 0 && flags.gcDiskHeadroom <= 1)) return `Invalid value '${flags.texts['gc_disk_headroom']}' for --gc_disk_headroom. Must be between 0.0 and 1.0`
  if (flags.port > 65535) return `Flag 'port' must be at most 65535, not ${flags.port}`
  if (!['reconnect', 'cleanup'].includes(flags.recover)) return `Unknown option for 'recover' flag ${flags.recover}. Please run the agent with '--help' to see the valid options`
  if (!['wait', 'fail'].includes(flags.dockerLaunchesWhileDown)) return `Flag 'docker_launches_while_down' must be wait or fail, not '${flags.dockerLaunchesWhileDown}'`
  return loggerProblem(flags)
}
