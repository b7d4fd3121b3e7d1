import type { FlagTable } from './flag-spec.ts'

/** The agent's flags: the original's names, types and defaults where it has them. A default that differs says `Unlike Mesos` beside it. */
export const agentFlagTable = {
  attributes: { kind: 'string', help: 'Attributes of this machine, as name:value pairs joined by ";", e.g. rack:r1;zone:[1-4].' },
  authenticate_http_executors: { kind: 'boolean', default: 'false', help: 'Give every executor a token, and let only who shows it call the executor API. Needs --jwt_secret_key.' },
  cgroups_enable_cfs: { kind: 'boolean', default: 'false', help: 'Make the requested cpus a hard ceiling (CFS quota) also where a task sets no limit.' },
  cgroups_limit_swap: { kind: 'boolean', default: 'false', help: 'Count swap against memory limits; otherwise a container may swap out as much again.' },
  config: { kind: 'string', help: 'A JSON or YAML file that maps flag names to values. Environment and command line win over it.' },
  // Unlike Mesos, whose default is `mesos` alone.
  containerizers: { kind: 'csv', default: 'docker,mesos', help: 'Containerizers to compose, joined by ",". Each is asked in the order given here.' },
  default_container_dns: { kind: 'json', help: 'DNS settings for containers that bring none, as JSON (ContainerDNSInfo), inline or file://<path>.' },
  default_container_info: { kind: 'json', help: 'The ContainerInfo for tasks that bring none, as JSON, inline or file://<path>.' },
  default_role: { kind: 'string', default: '*', help: 'Role of the resources that name none.' },
  destroy_on_close: { kind: 'boolean', default: 'false', help: 'Destroy all containers when the agent stops; otherwise they keep running for the next start to find.' },
  docker_config: { kind: 'json', secret: true, help: 'Registry credentials of pulls whose sandbox brings none, as the JSON of a docker config file, inline or file://<path>.' },
  docker_kill_orphans: { kind: 'boolean', default: 'true', help: 'On recovery, stop and remove containers of this agent which no checkpoint accounts for.' },
  docker_limit_disk: { kind: 'boolean', default: 'false', help: "Limit a container's own file system to its disk resources, where the storage driver of the engine can." },
  docker_policy: { kind: 'json', word: 'mesos', help: 'What tasks may ask for, as JSON, inline or file://<path>, see docs/policy.md; "mesos" allows all that the original allowed.' },
  // Unlike Mesos, which keeps it for 6hrs: here the sandbox is complete by then and nothing is lost.
  docker_remove_delay: { kind: 'duration', default: '0ns', help: 'How long an ended container is kept before it is removed from the engine.' },
  docker_socket: { kind: 'string', default: '/var/run/docker.sock', help: 'Absolute path of the unix socket on which the Docker engine listens.' },
  docker_stop_timeout: { kind: 'duration', default: '0ns', help: 'Time between SIGTERM and SIGKILL when the containerizer itself stops a container.' },
  engine_wait: { kind: 'duration', default: '0ns', help: 'How long to wait at start for a Docker engine that is not there yet.' },
  executor_environment_variables: { kind: 'json', secret: true, help: 'Environment of every executor, as a JSON object of texts, inline or file://<path>.' },
  // Ours: the original has its executors on the network of the host, or listens everywhere.
  executor_ip: { kind: 'string', help: 'IP address at which executors with a network of their own reach this agent, such as that of the docker bridge. It is listened on beside --ip, for executors only.' },
  executor_registration_timeout: { kind: 'duration', default: '1mins', help: 'How long an executor may take from its launch until it subscribes, before it is destroyed.' },
  executor_reregistration_timeout: { kind: 'duration', default: '2secs', help: 'How long executors of before may take to subscribe again once the agent has recovered. At most 15mins.' },
  executor_shutdown_grace_period: { kind: 'duration', default: '5secs', help: 'Time an executor or task has to end by itself before it is killed.' },
  fetcher_stall_timeout: { kind: 'duration', default: '1mins', help: 'Give up a download that received nothing for this long.' },
  frameworks_home: { kind: 'string', default: '', help: 'Directory against which relative paths in URIs are resolved.' },
  help: { kind: 'boolean', default: 'false', help: 'Print this text and exit.' },
  hostname: { kind: 'string', help: 'Name under which this machine shows itself in offers. Default: what --ip resolves to, or the ip.' },
  hostname_lookup: { kind: 'boolean', default: 'true', help: 'Look the host name up; otherwise the ip stands in for it.' },
  // Unlike Mesos, whose agent has streams of its own (30secs): here they are those of schedulers, for which its master has 15secs.
  http_heartbeat_interval: { kind: 'duration', default: '15secs', help: 'Time between heartbeats on the open streams of schedulers.' },
  // Unlike Mesos, which listens on every interface.
  ip: { kind: 'string', default: '127.0.0.1', help: 'IP address to listen on.' },
  jwt_secret_key: { kind: 'path', help: 'File with the key that signs the tokens of executors.' },
  logging_level: { kind: 'string', default: 'INFO', help: 'Least severity that is logged: INFO, WARNING or ERROR.' },
  port: { kind: 'integer', default: '5051', help: 'TCP port to listen on; 0 takes a free one.' },
  recover: { kind: 'string', default: 'reconnect', help: 'What to do with containers of an earlier run: "reconnect" to keep them, "cleanup" to end them and exit.' },
  recovery_timeout: { kind: 'duration', default: '15mins', help: 'How long executors wait for an agent that is away before they end themselves.' },
  resources: { kind: 'string', help: 'Resources to offer, e.g. cpus:4;mem:1024;ports:[31000-32000], or a JSON array. What is not named is detected.' },
  sandbox_directory: { kind: 'string', default: '/mnt/mesos/sandbox', help: 'Absolute path at which a container sees its sandbox.' },
  secrets_directory: { kind: 'string', default: '/dev/shm', help: 'Absolute path of a directory in memory (tmpfs or ramfs) that holds files of secrets while a container starts.' },
  strict: { kind: 'boolean', default: 'true', help: 'Refuse to start on broken checkpoints; otherwise recover what can be read.' },
  switch_user: { kind: 'boolean', default: 'true', help: 'Give sandboxes to, and run processes as, the user that task or framework names.' },
  version: { kind: 'boolean', default: 'false', help: 'Print the version and exit.' },
  work_dir: { kind: 'string', required: true, help: 'Directory for sandboxes and checkpoints. Must survive reboots, and the agent, if tasks are to.' }
} as const satisfies FlagTable
