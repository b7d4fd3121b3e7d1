import { join } from 'node:path'
import type { Clock } from '../../types/clock.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { ImageRecord, PrunedImage, PruneRequest } from '../../types/images.ts'
import type { Log } from '../../types/log.ts'
import type { Metrics } from '../../types/metrics.ts'
import { FileCheckpointStore } from '../checkpoint/file-checkpoint-store.ts'
import { errors } from '../errors.ts'
import { diskSpace } from '../images/disk-space.ts'
import { EngineImageStore } from '../images/engine-image-store.ts'
import { ImageGc } from '../images/image-gc.ts'
import { readRegistryConfig } from '../images/parse-registry-config.ts'
import type { ReadDockerOptions } from './docker-containerizer-options.ts'

export interface DockerImages {
  store: EngineImageStore
  /** From now on images are collected, by this function. */
  tend (collect: (options: PruneRequest) => Promise<PrunedImage[]>): void
  close (): Promise<void>
}

export interface DockerImagesParts {
  agentId: string
  /** Where the engine keeps its images. */
  rootDir: string
  clock: Clock
  log: Log
  metrics: Metrics
}

const HEADROOM_BYTES = 100 * 2 ** 20

/** The images of the docker containerizer: the store, and what keeps their disk from filling up. */
export async function dockerImages (
  engine: DockerEngine, options: ReadDockerOptions, { agentId, rootDir, clock, log, metrics }: DockerImagesParts
): Promise<DockerImages> {
  const { workDir, imageGc, pullHeadroomBytes } = options
  const disk = () => diskSpace(rootDir)
  const seen = await disk().then(() => true, () => false)
  if (!seen && (imageGc !== undefined || pullHeadroomBytes !== undefined)) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(
      `dockerContainerizer: ${imageGc === undefined ? 'pullHeadroomBytes' : 'imageGc'} needs to see the disk of the engine's images, but '${rootDir}' is not there`)
  }
  let collect = async (_options: PruneRequest): Promise<PrunedImage[]> => []
  const makeRoom = (enough: () => Promise<boolean>): Promise<PrunedImage[]> => collect({ enough })
  const store = new EngineImageStore(engine, {
    clock,
    log,
    metrics,
    dockerConfig: options.dockerConfig === undefined ? undefined : readRegistryConfig(options.dockerConfig, 'dockerConfig'),
    parallelPulls: options.parallelPulls,
    totalMs: options.pullTimeoutMs,
    beginMs: options.pullBeginTimeoutMs,
    inactivityMs: options.pullStallTimeoutMs,
    attempts: options.pullTries,
    allowSandboxHelpers: options.allowSandboxCredentialHelpers,
    keepCredentials: options.keepCredentials,
    verifyImageAccess: options.verifyImageAccess,
    records: new FileCheckpointStore<ImageRecord>(join(workDir, 'meta', 'slaves', agentId, 'images'), { durable: false, strict: false }),
    // Executors need theirs whenever a task is launched.
    excluded: [imageGc?.excluded ?? [], options.dockerMesosImage ?? []].flat(),
    headroom: seen ? { disk, bytes: pullHeadroomBytes ?? HEADROOM_BYTES, ...(imageGc === undefined ? {} : { makeRoom }) } : undefined
  })
  const uncount = metrics.gauge('containerizer/docker/image_pulls_pending', () => store.pulls().length)
  let gc: ImageGc | undefined
  return {
    store,
    tend (given) {
      collect = given
      if (imageGc === undefined) return
      const { headroom = 0.1, intervalMs = 3_600_000 } = imageGc
      gc = new ImageGc({ headroom, intervalMs, disk, prune: given, clock, log })
    },
    async close () {
      uncount()
      await gc?.close()
    }
  }
}
