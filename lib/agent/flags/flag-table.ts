import type { FlagTable } from './flag-spec.ts'

/** The agent's flags: the original's names, types and defaults where it has them. A default that differs says `Unlike Mesos` beside it. */
export const agentFlagTable = {
  attributes: { kind: 'string', help: 'Attributes of this machine, as name:value pairs joined by ";", e.g. rack:r1;zone:[1-4].' },
  cgroups_enable_cfs: { kind: 'boolean', default: 'false', help: 'Make the requested cpus a hard ceiling (CFS quota) also where a task sets no limit.' },
  config: { kind: 'string', help: 'A JSON or YAML file that maps flag names to values. Environment and command line win over it.' },
  // Unlike Mesos, whose default is `mesos` alone.
  containerizers: { kind: 'csv', default: 'docker,mesos', help: 'Containerizers to compose, joined by ",". Each is asked in the order given here.' },
  default_container_dns: { kind: 'json', help: 'DNS settings for containers that bring none, as JSON (ContainerDNSInfo), inline or file://<path>.' },
  default_container_info: { kind: 'json', help: 'The ContainerInfo for executors without one, as JSON, inline or file://<path>.' },
  default_role: { kind: 'string', default: '*', help: 'Role of the resources that name none.' },
  destroy_on_close: { kind: 'boolean', default: 'false', help: 'Destroy all containers when the agent stops; otherwise they keep running for the next start to find.' },
  disk_watch_interval: { kind: 'duration', default: '1mins', help: 'How often the fill level of the work_dir file system is looked at.' },
  docker_config: { kind: 'json', secret: true, help: 'Registry credentials for pulls, as JSON in the form of ~/.docker/config.json, inline or file://<path>.' },
  docker_kill_orphans: { kind: 'boolean', default: 'true', help: 'On recovery, stop and remove containers of this agent which no checkpoint accounts for.' },
  // Unlike Mesos, which keeps it for 6hrs: here the sandbox is complete by then and nothing is lost.
  docker_remove_delay: { kind: 'duration', default: '0ns', help: 'How long an ended container is kept before it is removed from the engine.' },
  docker_socket: { kind: 'string', default: '/var/run/docker.sock', help: 'Absolute path of the unix socket on which the Docker engine listens.' },
  docker_stop_timeout: { kind: 'duration', default: '0ns', help: 'Time between SIGTERM and SIGKILL when the containerizer itself stops a container.' },
  engine_wait: { kind: 'duration', default: '0ns', help: 'How long to wait at start for a Docker engine that is not there yet.' },
  executor_environment_variables: { kind: 'json', secret: true, help: 'Environment of every executor, as a JSON object of strings, inline or file://<path>.' },
  executor_registration_timeout: { kind: 'duration', default: '1mins', help: 'Time an executor has from launch to registration, with fetch and image pull included.' },
  executor_reregistration_timeout: { kind: 'duration', default: '2secs', help: 'Time an executor has to come back after the agent restarted; at most 15secs.' },
  executor_shutdown_grace_period: { kind: 'duration', default: '5secs', help: 'Time an executor or task has to end by itself before it is killed.' },
  fetcher_cache_dir: { kind: 'string', default: '/tmp/mesos/fetch', help: 'Directory of the fetcher cache. Emptied when the agent starts.' },
  fetcher_cache_size: { kind: 'bytes', default: '2GB', help: 'Space the fetcher cache may take; 0B switches it off.' },
  fetcher_stall_timeout: { kind: 'duration', default: '1mins', help: 'Give up a download that received nothing for this long.' },
  frameworks_home: { kind: 'string', default: '', help: 'Directory against which relative paths in URIs are resolved.' },
  gc_delay: { kind: 'duration', default: '1weeks', help: 'Age at which directories of ended runs are deleted, sooner when the disk fills.' },
  gc_disk_headroom: { kind: 'number', default: '0.1', help: 'Share of the disk (0 to 1) that garbage collection tries to keep free.' },
  help: { kind: 'boolean', default: 'false', help: 'Print this text and exit.' },
  hostname: { kind: 'string', help: 'Name under which this machine shows itself in offers. Default: what --ip resolves to, or the ip.' },
  hostname_lookup: { kind: 'boolean', default: 'true', help: 'Look the host name up; otherwise the ip stands in for it.' },
  http_heartbeat_interval: { kind: 'duration', default: '30secs', help: 'Time between heartbeats on open streams of the HTTP APIs.' },
  // Unlike Mesos, which listens on every interface.
  ip: { kind: 'string', default: '127.0.0.1', help: 'IP address to listen on.' },
  logging_level: { kind: 'string', default: 'INFO', help: 'Least severity that is logged: INFO, WARNING or ERROR.' },
  max_completed_executors_per_framework: { kind: 'integer', default: '150', help: 'How many ended executors of each framework are remembered.' },
  port: { kind: 'integer', default: '5051', help: 'TCP port to listen on; 0 takes a free one.' },
  recover: { kind: 'string', default: 'reconnect', help: 'What to do with containers of an earlier run: "reconnect" to keep them, "cleanup" to end them and exit.' },
  recovery_timeout: { kind: 'duration', default: '15mins', help: 'How long executors of checkpointing frameworks wait for an agent that is away.' },
  resources: { kind: 'string', help: 'Resources to offer, e.g. cpus:4;mem:1024;ports:[31000-32000], or a JSON array. What is not named is detected.' },
  sandbox_directory: { kind: 'string', default: '/mnt/mesos/sandbox', help: 'Absolute path at which a container sees its sandbox.' },
  strict: { kind: 'boolean', default: 'true', help: 'Refuse to start on broken checkpoints; otherwise recover what can be read.' },
  switch_user: { kind: 'boolean', default: 'true', help: 'Give sandboxes to, and run processes as, the user that task or framework names.' },
  version: { kind: 'boolean', default: 'false', help: 'Print the version and exit.' },
  work_dir: { kind: 'string', required: true, help: 'Directory for sandboxes and checkpoints. Must survive reboots, and the agent, if tasks are to.' }
} as const satisfies FlagTable
