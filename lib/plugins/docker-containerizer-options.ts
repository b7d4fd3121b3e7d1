import type { DockerHooks } from '../../types/docker-hooks.ts'
import type { Policy } from '../../types/policy.ts'
import type { ContainerLogger, LoggerName } from '../../types/sandbox.ts'
import type { SecretResolver } from '../../types/secrets.ts'
import { loggerNames } from '../agent/flags/logger-names.ts'
import type { DefaultDns } from '../run-options/default-dns.ts'
import { LEAST_ENGINE_LOG } from '../run-options/log-options.ts'
import { policySchema } from '../run-options/policy/policy-schema.ts'
import { DEFAULT_ROTATION, LEAST_BYTES, MOST_FILES } from '../sandbox/rotation.ts'
import type { Rotation } from '../sandbox/rotation.ts'

/** Options of the docker containerizer's plugin; where a flag of the Mesos agent is meant, its name is given. */
export interface DockerContainerizerOptions {
  /** `work_dir`: absolute host path of sandboxes and records. */
  workDir: string
  /** Whose containers these are. Default: the id kept under `workDir`, made at the first start. */
  agentId?: string
  /** `docker_socket`. Default `/var/run/docker.sock`. */
  socketPath?: string
  /** `sandbox_directory`: where containers see their sandbox. Default `/mnt/mesos/sandbox`. */
  sandboxDirectory?: string
  /** `default_container_dns`: DNS settings of containers whose task has none; the first that fits is taken. Default: those of the engine. */
  defaultDns?: readonly DefaultDns[]
  /** `cgroups_enable_cfs`: cpu requests are hard limits too. Default false. */
  cgroupsEnableCfs?: boolean
  /** `cgroups_limit_swap`: swap counts against memory limits. Default false: a container may swap out as much again. */
  cgroupsLimitSwap?: boolean
  /** `docker_limit_disk`: disk resources limit the container's own file system; refused where the engine's storage driver cannot. Default false. */
  limitDisk?: boolean
  /** `enforce_container_disk_quota`: a task whose sandbox takes more than its disk resources is ended. Default false. */
  enforceDiskQuota?: boolean
  /** `container_disk_watch_interval`: milliseconds between two looks at a sandbox. Default 15000. */
  diskWatchIntervalMs?: number
  /** `docker_remove_delay` in milliseconds. Unlike Mesos (6 hours), default 0: removed as soon as the logs are complete. */
  removeDelayMs?: number
  /** `docker_stop_timeout` in milliseconds: grace of a destroy. Default 0. */
  stopTimeoutMs?: number
  /** How long the end of a task waits, in milliseconds, for the end of its output. Default 60000. */
  outputTimeoutMs?: number
  /** The engine keeps so much of a container's output, for when no agent listened: bytes of one file. Default 20 MiB. */
  engineLogMaxBytes?: number
  /** And so many files. Default 5. */
  engineLogMaxFiles?: number
  /**
   * Where output goes: `sandbox`, files that grow; `rotating`, files of bounded size; either with `+log` or `+journald`, to the host's log or to
   * journald as well; or a logger of your own. Default `sandbox`.
   * What is running when it changes goes on as well as what was written can be read.
   */
  containerLogger?: LoggerName | ContainerLogger
  /** What the rotating logger keeps of each stream where a task does not say it. Default: 10 MiB a file, 5 beside it, not compressed. */
  rotation?: Partial<Rotation>
  /** `docker_mesos_image`: the executors that the agent plugin makes for its tasks run in containers of their own from this image. Default: tasks live with the agent. */
  dockerMesosImage?: string
  /** `docker_kill_orphans`: recovery removes containers of this agent that nobody asks for. Default true. */
  killOrphans?: boolean
  /** `frameworks_home`: base of relative URIs. */
  frameworksHome?: string
  /** `fetcher_stall_timeout` in milliseconds; see the fetcher's options, of which there are more. */
  fetchStallTimeoutMs?: number
  /** `docker_config`: the contents of a docker config, either format, for pulls whose sandbox has none. Secret. */
  dockerConfig?: object
  /** Pulls at a time. Default 3. */
  parallelPulls?: number
  /** Milliseconds for one pull, all tries together. Default 7200000. */
  pullTimeoutMs?: number
  /** Milliseconds until the registry has answered with a manifest. Default 300000. */
  pullBeginTimeoutMs?: number
  /** Milliseconds without a download or an extraction going on. Default 120000. */
  pullStallTimeoutMs?: number
  /** How often a pull is tried that may succeed later. Default 5. */
  pullTries?: number
  /** Bytes that must be free on the disk of the engine's images before a pull. Default 104857600, where that disk can be seen. */
  pullHeadroomBytes?: number
  /** `image_gc_config`: images that nobody uses are removed while less than `headroom` (0 to 1) of their disk is free. Default: none is. */
  imageGc?: {
    /** Default 0.1. */
    headroom?: number
    /** Milliseconds between two looks at the disk. Default 3600000. */
    intervalMs?: number
    /** References of images that are never removed, neither by `pruneImages`. Default none. */
    excluded?: readonly string[]
  }
  /** As the original did: a credential helper that the sandbox's docker config names runs, as the agent's user and with the sandbox as its home. Default false: refused. */
  allowSandboxCredentialHelpers?: boolean
  /** As the original did: fetched registry credentials stay in the sandbox. Default false. */
  keepCredentials?: boolean
  /** Present images that came from a registry are asked for with the launch's own credentials. Default false. */
  verifyImageAccess?: boolean
  /** `docker_image_health`: what the HEALTHCHECK of an image finds out is `healthy` in statuses of tasks without a health check of their own. Default false, as Mesos. */
  imageHealth?: boolean
  /** `docker_policy`: what tasks may ask for, see docs/policy.md. Default `{}`: nothing that hands over the host. */
  policy?: Policy
  /** The host's say in the life of its containers, asked one after the other, see docs/hooks.md. Default: none. */
  hooks?: readonly DockerHooks[]
  /** Gives the values of secrets. Default: those that stand inline; a task with a reference is refused. */
  secretResolver?: SecretResolver
  /** Directory in memory (tmpfs or ramfs) for files of secrets while a container starts. Default `/dev/shm`. */
  secretsDirectory?: string
  /** `strict`: recovery fails when a record cannot be read, instead of going on without it. Default false. */
  strict?: boolean
  /** Milliseconds to wait at start for an engine that is not there yet. Default 0. */
  engineWaitMs?: number
  /** What becomes of launches while the engine is down: they wait until it is back, or fail at once. Default wait. */
  launchesWhileDown?: 'wait' | 'fail'
  /** Closing the app destroys the containers instead of leaving them to the next start. Default false. */
  destroyOnClose?: boolean
}

const texts = { type: 'array', items: { type: 'string', minLength: 1 } }
const milliseconds = { type: 'number', minimum: 0, default: 0 }

/** Their functions are not looked at: JSON schema knows none. */
const hooks = { type: 'object', additionalProperties: false, properties: { beforeLaunch: {}, afterFetch: {}, onStatus: {}, onRemove: {} } }

export const dockerContainerizerSchema = {
  type: 'object',
  required: ['workDir'],
  properties: {
    workDir: { type: 'string', pattern: '^/' },
    agentId: { type: 'string', minLength: 1 },
    socketPath: { type: 'string', pattern: '^/', default: '/var/run/docker.sock' },
    sandboxDirectory: { type: 'string', pattern: '^/', default: '/mnt/mesos/sandbox' },
    defaultDns: {
      type: 'array',
      default: [],
      items: {
        type: 'object',
        required: ['network'],
        additionalProperties: false,
        properties: { network: { enum: ['BRIDGE', 'USER'] }, networkName: { type: 'string' }, nameservers: texts, search: texts, options: texts }
      }
    },
    cgroupsEnableCfs: { type: 'boolean', default: false },
    cgroupsLimitSwap: { type: 'boolean', default: false },
    limitDisk: { type: 'boolean', default: false },
    enforceDiskQuota: { type: 'boolean', default: false },
    diskWatchIntervalMs: { type: 'number', exclusiveMinimum: 0, default: 15_000 },
    removeDelayMs: milliseconds,
    stopTimeoutMs: milliseconds,
    outputTimeoutMs: { type: 'number', exclusiveMinimum: 0, default: 60_000 },
    engineLogMaxBytes: { type: 'integer', minimum: LEAST_ENGINE_LOG.maxBytes, default: 20 * 1024 * 1024 },
    engineLogMaxFiles: { type: 'integer', minimum: LEAST_ENGINE_LOG.maxFiles, default: 5 },
    containerLogger: { anyOf: [{ enum: [...new Set(Object.values(loggerNames))] }, { type: 'object', required: ['open'] }], default: 'sandbox' },
    rotation: {
      type: 'object',
      additionalProperties: false,
      properties: {
        maxBytes: { type: 'integer', minimum: LEAST_BYTES },
        files: { type: 'integer', minimum: 0, maximum: MOST_FILES },
        compress: { type: 'boolean' }
      },
      default: DEFAULT_ROTATION
    },
    dockerMesosImage: { type: 'string', minLength: 1 },
    killOrphans: { type: 'boolean', default: true },
    frameworksHome: { type: 'string' },
    fetchStallTimeoutMs: { type: 'number', exclusiveMinimum: 0 },
    // Checked by its reader: a refusal from here would quote the secrets.
    dockerConfig: {},
    parallelPulls: { type: 'integer', minimum: 1, default: 3 },
    pullTimeoutMs: { type: 'number', exclusiveMinimum: 0, default: 7_200_000 },
    pullBeginTimeoutMs: { type: 'number', exclusiveMinimum: 0, default: 300_000 },
    pullStallTimeoutMs: { type: 'number', exclusiveMinimum: 0, default: 120_000 },
    pullTries: { type: 'integer', minimum: 1, default: 5 },
    pullHeadroomBytes: { type: 'integer', minimum: 0 },
    imageGc: {
      type: 'object',
      additionalProperties: false,
      properties: {
        headroom: { type: 'number', minimum: 0, maximum: 1 },
        intervalMs: { type: 'number', exclusiveMinimum: 0 },
        excluded: texts
      }
    },
    allowSandboxCredentialHelpers: { type: 'boolean', default: false },
    keepCredentials: { type: 'boolean', default: false },
    verifyImageAccess: { type: 'boolean', default: false },
    imageHealth: { type: 'boolean', default: false },
    policy: { ...policySchema, default: {} },
    hooks: { type: 'array', items: hooks, default: [] },
    secretResolver: { type: 'object', required: ['resolve'] },
    secretsDirectory: { type: 'string', pattern: '^/', default: '/dev/shm' },
    strict: { type: 'boolean', default: false },
    engineWaitMs: milliseconds,
    launchesWhileDown: { enum: ['wait', 'fail'], default: 'wait' },
    destroyOnClose: { type: 'boolean', default: false }
  }
}

/** The options with every default filled in. */
export type ReadDockerOptions = Required<Omit<DockerContainerizerOptions, Optional>> & Pick<DockerContainerizerOptions, Optional>

type Optional = 'agentId' | 'dockerMesosImage' | 'frameworksHome' | 'fetchStallTimeoutMs' | 'dockerConfig' | 'secretResolver' | 'pullHeadroomBytes' | 'imageGc'
