import type { Policy } from '../../types/policy.ts'
import { parseContainerDns } from '../agent/flags/container-dns.ts'
import { parseDockerPolicy } from '../agent/flags/docker-policy.ts'
import { parseExecutorVariables } from '../agent/flags/executor-variables.ts'
import { agentFlagTable as agents } from '../agent/flags/flag-table.ts'
import type { LoadedFlags } from '../agent/flags/load-table.ts'
import { loadTable } from '../agent/flags/load-table.ts'
import { loggerNames } from '../agent/flags/logger-names.ts'
import { loggerProblem } from '../agent/flags/logger-problem.ts'
import { TASK_ENVIRONMENT } from '../docker/executor-body.ts'
import { errors } from '../errors.ts'
import type { DefaultDns } from '../run-options/default-dns.ts'
import { LEAST_ENGINE_LOG } from '../run-options/log-options.ts'

/** The flags of the original's program of that name, and after them those which its agent has no need to hand on. */
export const dockerExecutorFlagTable = {
  cgroups_enable_cfs: agents.cgroups_enable_cfs,
  container: { kind: 'string', required: true, help: 'Name of the container that the task is run in.' },
  default_container_dns: agents.default_container_dns,
  docker: { kind: 'string', help: 'Not used: the engine is spoken to on --docker_socket. Known so that command lines of the original work.' },
  docker_socket: agents.docker_socket,
  launcher_dir: { kind: 'string', help: 'Not used: there are no helper programs. Known so that command lines of the original work.' },
  logging_level: { ...agents.logging_level, default: 'WARNING' },
  mapped_directory: { kind: 'string', required: true, help: 'Absolute path at which the container sees its sandbox.' },
  sandbox_directory: { kind: 'string', required: true, help: 'Absolute path of the sandbox on the host.' },
  stop_timeout: { kind: 'duration', default: '0ns', help: 'Least time between SIGTERM and SIGKILL when the task is killed, where it has no kill policy.' },
  task_environment: { kind: 'json', secret: true, help: 'More variables for the task, as a JSON object of texts. Other users do not see it as the environment variable MESOS_TASK_ENVIRONMENT.' },
  cgroups_limit_swap: agents.cgroups_limit_swap,
  container_labels: { kind: 'json', help: 'Labels for the container by which its agent finds it, as a JSON object of texts.' },
  container_disk_watch_interval: agents.container_disk_watch_interval,
  container_logger: agents.container_logger,
  container_logger_compress: agents.container_logger_compress,
  container_logger_files: agents.container_logger_files,
  container_logger_max_size: agents.container_logger_max_size,
  docker_image_health: agents.docker_image_health,
  docker_limit_disk: agents.docker_limit_disk,
  docker_policy: agents.docker_policy,
  enforce_container_disk_quota: agents.enforce_container_disk_quota,
  engine_log_max_files: agents.engine_log_max_files,
  engine_log_max_size: agents.engine_log_max_size,
  engine_root_dir: { kind: 'string', help: 'Where the engine has its data, which no task may see. The engine is asked otherwise.' },
  keep_container: { kind: 'boolean', default: 'false', help: 'Leave the ended container to the agent, which removes it.' },
  only_allowed_host_paths: { kind: 'boolean', default: 'false', help: 'Refuse host paths outside the sandbox that --docker_policy does not allow: for a program that runs where it does not see what they lead to.' },
  output_timeout: agents.output_timeout,
  probe: { kind: 'string', help: 'Only look whether the file of that path is there and the engine answers, and exit: 0 for both, 3 without the file, 4 without the engine, 5 where disk quotas are to be enforced and there is no du of GNU.' },
  work_dir: { kind: 'string', help: 'The work_dir of the agent: base of persistent volumes, and no volume of a task.' },
  help: agents.help,
  version: agents.version
} as const

export interface DockerExecutorFlags extends Omit<LoadedFlags<typeof dockerExecutorFlagTable>, 'taskEnvironment' | 'containerLabels' | 'defaultContainerDns' | 'dockerPolicy'> {
  taskEnvironment: Record<string, string>
  containerLabels: Record<string, string>
  defaultContainerDns: DefaultDns[]
  dockerPolicy: Policy
}

/**
 * Read from the command line alone, as the original's are: the environment is the agent's to speak in. It may say there what is for the task, which
 * every user of the host could read from a command line. Throws CONTAINERIZER_ERR_OPTION_INVALID with one line.
 */
export async function loadDockerExecutorFlags (argv: readonly string[], env: Readonly<Record<string, string | undefined>> = {}): Promise<DockerExecutorFlags> {
  const flags = await loadTable({ argv, env: { [TASK_ENVIRONMENT]: env[TASK_ENVIRONMENT] }, table: dockerExecutorFlagTable, unsupported: {} })
  for (const name of ['docker', 'launcher_dir'].filter(name => flags.texts[name] !== undefined)) flags.warnings.push(`--${name} is not used`)
  const problem = findProblem(flags)
  if (problem !== undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(problem)
  return {
    ...flags,
    taskEnvironment: parseExecutorVariables(flags.taskEnvironment, 'task_environment'),
    containerLabels: parseExecutorVariables(flags.containerLabels, 'container_labels'),
    defaultContainerDns: parseContainerDns(flags.defaultContainerDns),
    dockerPolicy: parseDockerPolicy(flags.dockerPolicy)
  }
}

/** The first rule that a well-formed value breaks: those of its agent. */
function findProblem (flags: LoadedFlags<typeof dockerExecutorFlagTable>): string | undefined {
  if (loggerNames[flags.containerLogger]?.endsWith('+log')) return "Flag 'container_logger': '+log' is the agent's, this program has no log but the sandbox"
  if (flags.engineLogMaxSize < LEAST_ENGINE_LOG.maxBytes) return `Flag 'engine_log_max_size' must be at least ${LEAST_ENGINE_LOG.maxBytes}B`
  if (flags.engineLogMaxFiles < LEAST_ENGINE_LOG.maxFiles) return `Flag 'engine_log_max_files' must be at least ${LEAST_ENGINE_LOG.maxFiles}`
  if (flags.containerDiskWatchInterval === 0) return "Flag 'container_disk_watch_interval' must be more than 0"
  if (flags.outputTimeout === 0) return "Flag 'output_timeout' must be more than 0"
  return loggerProblem(flags)
}
