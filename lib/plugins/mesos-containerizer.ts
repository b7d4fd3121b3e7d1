import { join } from 'node:path'
import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type {} from '../../types/fastify.ts'
import { agentIdentity } from '../agent/agent-identity.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import { isRunRecord } from '../checkpoint/is-run-record.ts'
import { taskChecks } from '../executor/checks/task-checks.ts'
import { MesosContainerizer } from '../posix/mesos-containerizer.ts'
import type { PosixRun } from '../posix/posix-run.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import { diskMeters } from '../sandbox/disk-meters.ts'
import { requireDu } from '../sandbox/require-du.ts'
import { resolveUser } from '../sandbox/resolve-user.ts'
import { sharedAbort } from '../util/shared-abort.ts'
import { systemClock } from '../util/system-clock.ts'
import { ensureContainerizers } from './containerizers.ts'
import { ensureFetcher } from './fetcher.ts'
import { readOptions } from './read-options.ts'

/** Options of the mesos containerizer's plugin; where a flag of the Mesos agent is meant, its name is given. */
export interface MesosContainerizerOptions {
  /** `work_dir`: absolute host path of sandboxes and records. */
  workDir: string
  /** Whose containers these are. Default: the id kept under `workDir`, made at the first start. */
  agentId?: string
  /** `frameworks_home`: base of relative URIs. */
  frameworksHome?: string
  /** `fetcher_stall_timeout` in milliseconds; see the fetcher's options, of which there are more. */
  fetchStallTimeoutMs?: number
  /** `enforce_container_disk_quota`: a task whose sandbox takes more than its disk resources is ended. Default false. */
  enforceDiskQuota?: boolean
  /** `container_disk_watch_interval`: milliseconds between two looks at a sandbox. Default 15000. */
  diskWatchIntervalMs?: number
  /** `strict`: recovery fails when a record cannot be read, instead of going on without it. Default false. */
  strict?: boolean
  /** Closing the app destroys the containers instead of leaving them to the next start. Default false. */
  destroyOnClose?: boolean
}

type Unset = 'agentId' | 'frameworksHome' | 'fetchStallTimeoutMs'

/** The options with every default filled in. */
type ReadMesosOptions = Required<Omit<MesosContainerizerOptions, Unset>> & Pick<MesosContainerizerOptions, Unset>

export const mesosContainerizerSchema = {
  type: 'object',
  required: ['workDir'],
  properties: {
    workDir: { type: 'string', pattern: '^/' },
    agentId: { type: 'string', minLength: 1 },
    frameworksHome: { type: 'string' },
    fetchStallTimeoutMs: { type: 'number', exclusiveMinimum: 0 },
    enforceDiskQuota: { type: 'boolean', default: false },
    diskWatchIntervalMs: { type: 'number', exclusiveMinimum: 0, default: 15_000 },
    strict: { type: 'boolean', default: false },
    destroyOnClose: { type: 'boolean', default: false }
  }
}

async function plugin (app: FastifyInstance, given: MesosContainerizerOptions): Promise<void> {
  const options = readOptions<ReadMesosOptions>('mesosContainerizer', mesosContainerizerSchema, given)
  const { workDir, frameworksHome, fetchStallTimeoutMs: stallTimeoutMs, strict, enforceDiskQuota, diskWatchIntervalMs, destroyOnClose } = options
  if (enforceDiskQuota) await requireDu()
  const closing = sharedAbort()
  const chain = await ensureContainerizers(app)
  const fetcher = await ensureFetcher(app, { workDir, ...frameworksHome !== undefined && { frameworksHome }, ...stallTimeoutMs !== undefined && { stallTimeoutMs } })
  const agentId = options.agentId ?? (await agentIdentity(workDir)).agentId
  const containerizer = new MesosContainerizer({
    // A power cut may take records, but never without the processes they tell of.
    runs: new FileCheckpointStore<PosixRun>(join(workDir, 'meta', 'slaves', agentId, 'mesos'), { durable: false, strict, isRecord: isRunRecord }),
    fetcher,
    createSandbox,
    resolveUser,
    disk: diskMeters({ enforce: enforceDiskQuota, intervalMs: diskWatchIntervalMs, closing: closing.signal, clock: systemClock, log: app.log, metrics: chain.metrics }),
    checks: taskChecks({ clock: systemClock, log: app.log, random: Math.random }),
    clock: systemClock,
    log: app.log
  })
  app.decorate('mesosContainerizer', containerizer)
  chain.register(containerizer, {
    destroyOnClose,
    sandboxes: join(workDir, 'sandboxes'),
    async close () {
      closing.abort()
      await containerizer.close()
    }
  })
}

/**
 * Containers that are plain processes: `app.mesosContainerizer`, a link of `app.containerizers`. Boot fails with a
 * CONTAINERIZER_ERR_* error when an option is wrong.
 */
export const mesosContainerizer = fp(plugin, { name: 'mesos-containerizer', fastify: '5.x' })
