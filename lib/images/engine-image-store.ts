import { createHash } from 'node:crypto'
import type { CheckpointStore } from '../../types/checkpoint.ts'
import type { Clock } from '../../types/clock.ts'
import type { DockerEngine, ImageDetails, PullProgress, RegistryAuth } from '../../types/docker-engine.ts'
import type { ImageRecord, ImageRequest, ImageStore, PrunedImage } from '../../types/images.ts'
import { errors } from '../errors.ts'
import { systemClock } from '../util/system-clock.ts'
import type { RegistryConfig } from './parse-registry-config.ts'
import { patientPull } from './patient-pull.ts'
import type { PullPatience } from './patient-pull.ts'
import { imageKey } from './image-key.ts'
import { pruneImages } from './prune-images.ts'
import { pullError } from './pull-error.ts'
import { RegistryCredentials } from './registry-credentials.ts'
import type { Credentials } from './registry-credentials.ts'
import { removeSandboxCredentials } from './sandbox-credentials.ts'
import { SharedWork } from './shared-work.ts'
import { Slots } from './slots.ts'
import { watchedPull } from './watched-pull.ts'
import type { PullDeadlines } from './watched-pull.ts'
import { withDefaultTag } from './with-default-tag.ts'

export interface ImageStoreOptions extends PullDeadlines, PullPatience {
  clock: Clock
  /** From 0 to 1: spreads the pauses between tries. */
  random: () => number
  /** Credentials for sandboxes that have none of their own. */
  dockerConfig?: RegistryConfig | undefined
  helperTimeoutMs: number
  parallelPulls: number
  /** Leaves fetched credentials in the sandbox, where the container sees them. */
  keepCredentials: boolean
  /** Asks the registry for every image that came from one, so that nobody starts what only another's credentials opened. */
  verifyImageAccess: boolean
  /** What was pulled, and so may be pruned. Without it nothing is. */
  records?: CheckpointStore<ImageRecord> | undefined
  /** How long after its last use an image is safe from pruning, milliseconds. */
  pruneGraceMs: number
}

const defaults: ImageStoreOptions = {
  clock: systemClock,
  random: Math.random,
  helperTimeoutMs: 60_000,
  parallelPulls: 3,
  keepCredentials: false,
  verifyImageAccess: false,
  pruneGraceMs: 60_000,
  beginMs: 300_000,
  inactivityMs: 120_000,
  attempts: 5,
  pauseMs: 1000,
  longestPauseMs: 30_000,
  totalMs: 7_200_000
}

/** Images are those of the engine: pulled when absent or forced, once for all who want the same with the same credentials. */
export class EngineImageStore implements ImageStore {
  readonly #engine: DockerEngine
  readonly #options: ImageStoreOptions
  readonly #credentials: RegistryCredentials
  readonly #pulls = new SharedWork<ImageDetails, PullProgress>()
  readonly #slots: Slots

  constructor (engine: DockerEngine, options: Partial<ImageStoreOptions> = {}) {
    this.#engine = engine
    this.#options = { ...defaults, ...options }
    const { clock, helperTimeoutMs, dockerConfig } = this.#options
    this.#credentials = new RegistryCredentials({ clock, helperTimeoutMs, defaults: dockerConfig })
    this.#slots = new Slots(this.#options.parallelPulls)
  }

  async ensure (request: ImageRequest): Promise<ImageDetails> {
    try {
      return await this.#present(request) ?? await this.#pulled(request)
    } finally {
      if (request.fetched !== undefined && !this.#options.keepCredentials) {
        await request.fetched.catch(() => {})
        await removeSandboxCredentials(request.directory)
      }
    }
  }

  /** Resolves with what was removed, or would be. */
  async prune (excluded: string[], { dryRun = false }: { dryRun?: boolean } = {}): Promise<PrunedImage[]> {
    const { records, clock, pruneGraceMs } = this.#options
    if (records === undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID('Images cannot be pruned without a record of what was pulled')
    return await pruneImages(this.#engine, records, { excluded, dryRun, usedBefore: clock.now() - pruneGraceMs })
  }

  /** The image, when it needs no registry. */
  async #present ({ image, forcePull, signal }: ImageRequest): Promise<ImageDetails | null> {
    if (forcePull) return null
    const reference = withDefaultTag(image)
    const details = await this.#engine.inspectImage(reference, signal === undefined ? {} : { signal })
    const record = await this.#options.records?.read(imageKey(reference))
    // Under a name that another has given to another image since, nothing is ours.
    if (details !== null && record?.id === details.id) await this.#remember(reference, details)
    // What never was at a registry is nobody's secret.
    return details !== null && this.#options.verifyImageAccess && details.repoDigests.length > 0 ? null : details
  }

  async #pulled ({ image, forcePull, directory, fetched, signal, onProgress }: ImageRequest): Promise<ImageDetails> {
    await fetched
    const reference = withDefaultTag(image)
    const credentials = await this.#credentials.find(reference, directory, signal)
    const force = forcePull || this.#options.verifyImageAccess
    const waiter = { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress }) }
    return await this.#pulls.join(keyOf(reference, force, credentials.auth), waiter, async (shared, tell) => {
      // Another pull may have brought it since this one looked.
      const present = force ? null : await this.#engine.inspectImage(reference, { signal: shared })
      return present ?? await this.#slots.run(shared, () => this.#pull(reference, directory, credentials, shared, tell))
    })
  }

  async #pull (
    reference: string, directory: string, credentials: Credentials, signal: AbortSignal, onProgress: (progress: PullProgress) => void
  ): Promise<ImageDetails> {
    const { clock, random } = this.#options
    const used: RegistryAuth[] = []
    try {
      await patientPull({
        credentials,
        refresh: (either) => this.#credentials.find(reference, directory, either),
        signal,
        pull: async (auth, either) => {
          if (auth !== undefined) used.push(auth)
          await watchedPull(this.#engine, reference, { signal: either, onProgress, ...(auth === undefined ? {} : { auth }) }, this.#options, clock)
        }
      }, this.#options, clock, random)
    } catch (error) {
      throw pullError(reference, error as Error, used)
    }
    const details = await this.#engine.inspectImage(reference, { signal })
    if (details === null) throw pullError(reference, new Error('it is not there after the pull'), [])
    await this.#remember(reference, details)
    return details
  }

  async #remember (reference: string, { id }: ImageDetails): Promise<void> {
    await this.#options.records?.write(imageKey(reference), { reference, id, lastUsedMs: this.#options.clock.now() })
  }
}

/** Secrets are in it as their hash only. */
function keyOf (reference: string, force: boolean, auth: RegistryAuth | undefined): string {
  return createHash('sha256').update(JSON.stringify([reference, force, Object.entries(auth ?? {}).sort()])).digest('hex')
}
