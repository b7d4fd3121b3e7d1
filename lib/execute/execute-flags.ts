import type { FlagTable } from '../agent/flags/flag-spec.ts'
import type { LoadedFlags } from '../agent/flags/load-table.ts'
import { loadTable } from '../agent/flags/load-table.ts'
import { errors } from '../errors.ts'

/** The flags of mesos-execute: the original's, `--dry_run` and `--follow`. */
export const executeFlagTable = {
  checkpoint: { kind: 'boolean', default: 'false', help: 'Let the task survive a restart of the agent.' },
  command: { kind: 'string', help: 'The command to run; with --no-shell the only argument of the image\'s entrypoint.' },
  containerizer: { kind: 'string', default: 'mesos', help: 'Containerizer that shall run the task: docker or mesos.' },
  content_type: { kind: 'string', default: 'protobuf', help: 'Encoding of the messages: json or protobuf.' },
  docker_image: { kind: 'string', help: 'Image to run, named as for docker run.' },
  dry_run: { kind: 'boolean', default: 'false', help: 'Print what the agent would make of the task, and why, without launching it.' },
  env: { kind: 'json', secret: true, help: 'Environment of the command, as a JSON object of strings, inline or file://<path>.' },
  follow: { kind: 'boolean', default: 'false', help: 'Copy what the task writes to stdout and stderr here.' },
  framework_capabilities: { kind: 'csv', default: '', help: 'Further capabilities to ask for, joined by ",": GPU_RESOURCES.' },
  help: { kind: 'boolean', default: 'false', help: 'Print this text and exit.' },
  kill_after: { kind: 'duration', help: 'Kill the task this long after it is running, e.g. 10secs.' },
  master: { kind: 'string', required: true, help: 'Where the scheduler API is served, as host:port.' },
  name: { kind: 'string', help: 'Name and id of the task.' },
  networks: { kind: 'csv', default: '', help: 'Networks to join, joined by ",".' },
  partition_aware: { kind: 'boolean', default: 'true', help: 'Be told of partitions instead of a lost task.' },
  principal: { kind: 'string', help: 'Name to authenticate with.' },
  resources: { kind: 'string', default: 'cpus:1;mem:128', help: 'What the task needs.' },
  role: { kind: 'string', default: '*', help: 'Role to subscribe with.' },
  secret: { kind: 'string', secret: true, help: 'Password that goes with --principal.' },
  shell: { kind: 'boolean', default: 'true', help: 'Run the command by /bin/sh -c.' },
  task: { kind: 'json', secret: true, help: 'The whole TaskInfo as JSON, inline, a path or file://<path>; replaces --name, --command, --env, --docker_image, --volumes and --networks.' },
  version: { kind: 'boolean', default: 'false', help: 'Print the version and exit.' },
  volumes: { kind: 'json', help: 'Volumes as a JSON array of Volume messages, inline, a path or file://<path>.' }
} as const satisfies FlagTable

export type ExecuteFlags = LoadedFlags<typeof executeFlagTable>

const noMesosImages = 'it is for containers of the original\'s mesos containerizer'
const noHdfs = 'packages are not copied; let the task fetch URIs by --task'

const unsupported = {
  appc_image: noMesosImages,
  bounding_capabilities: noMesosImages,
  effective_capabilities: noMesosImages,
  rlimits: noMesosImages,
  tty: noMesosImages,
  hadoop: noHdfs,
  hdfs: noHdfs,
  overwrite: noHdfs,
  package: noHdfs,
  task_group: 'groups of tasks cannot be launched, see --task'
}

/** The flags on the command line; the environment is not read, as in the original. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export async function loadExecuteFlags (argv: readonly string[]): Promise<ExecuteFlags> {
  const flags = await loadTable({ argv, env: {}, table: executeFlagTable, unsupported })
  const problem = flags.help || flags.version ? undefined : findProblem(flags)
  if (problem !== undefined) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(problem)
  return flags
}

function findProblem (flags: ExecuteFlags): string | undefined {
  if (flags.task === undefined) {
    if (flags.name === undefined) return 'Missing required option --name'
    if (flags.shell && flags.command === undefined) return 'Missing required option --command'
  } else if ([flags.name, flags.command, flags.env, flags.dockerImage, flags.volumes].some(value => value !== undefined)) {
    return '\'--name, --command, --env, --docker_image, --volumes\' can only be set when \'--task\' is not set'
  } else if (flags.networks.length > 0) {
    return '\'--networks\' can only be set when \'--task\' is not set'
  }
  const capability = flags.frameworkCapabilities.find(name => name !== 'GPU_RESOURCES')
  if (capability !== undefined) return `Flags '--framework_capabilities' specifies an unsupported capability '${capability}'`
  if (flags.secret !== undefined && flags.principal === undefined) return '\'--secret\' needs \'--principal\''
  if (!['json', 'protobuf', 'application/json', 'application/x-protobuf'].includes(flags.contentType)) return `Invalid content type '${flags.contentType}'`
  return undefined
}
