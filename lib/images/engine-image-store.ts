import { createHash } from 'node:crypto'
import type { DockerEngine, ImageDetails, PullProgress, RegistryAuth } from '../../types/docker-engine.ts'
import type { ImageRequest, ImageStore, PrunedImage, PruneRequest, PullListener, PullState } from '../../types/images.ts'
import { errors } from '../errors.ts'
import { SharedWork } from '../util/shared-work.ts'
import { Slots } from '../util/slots.ts'
import { ensureHeadroom } from './ensure-headroom.ts'
import { patientPull } from './patient-pull.ts'
import { imageKey } from './image-key.ts'
import { imageStoreDefaults } from './image-store-options.ts'
import type { ImageStoreOptions } from './image-store-options.ts'
import { pruneImages } from './prune-images.ts'
import { PullBook } from './pull-book.ts'
import { pullError } from './pull-error.ts'
import { RegistryCredentials } from './registry-credentials.ts'
import type { Credentials } from './registry-credentials.ts'
import { removeSandboxCredentials } from './sandbox-credentials.ts'
import { samePlatform } from './same-platform.ts'
import type { TrackedPull } from './tracked-pull.ts'
import { watchedPull } from './watched-pull.ts'
import { withDefaultTag } from './with-default-tag.ts'

/** Images are those of the engine: pulled when absent or forced, once for all who want the same with the same credentials. */
export class EngineImageStore implements ImageStore {
  readonly #engine: DockerEngine
  readonly #options: ImageStoreOptions
  readonly #credentials: RegistryCredentials
  readonly #shared = new SharedWork<ImageDetails, PullState>()
  readonly #slots: Slots
  readonly #book: PullBook

  constructor (engine: DockerEngine, options: Partial<ImageStoreOptions> = {}) {
    this.#engine = engine
    this.#options = { ...imageStoreDefaults, ...options }
    const { clock, helperTimeoutMs, allowSandboxHelpers, dockerConfig } = this.#options
    this.#credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers, defaults: dockerConfig })
    this.#slots = new Slots(this.#options.parallelPulls)
    this.#book = new PullBook(this.#options)
  }

  /** Those under way. */
  pulls (): PullState[] {
    return this.#book.pulls()
  }

  /** Adds a listener to every pull; the returned function takes it away. */
  onPullProgress (listener: PullListener): () => void {
    return this.#book.onProgress(listener)
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
  async prune (excluded: () => string[], { dryRun = false, enough }: PruneRequest = {}): Promise<PrunedImage[]> {
    const { records, clock, pruneGraceMs, metrics } = this.#options
    if (records === undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID('Images cannot be pruned without a record of what was pulled')
    const pruned = await pruneImages(this.#engine, records, {
      excluded: () => [...excluded(), ...this.#options.excluded], dryRun, usedBefore: clock.now() - pruneGraceMs, ...(enough === undefined ? {} : { enough })
    })
    if (!dryRun) metrics.count('containerizer/docker/images_pruned', pruned.length)
    return pruned
  }

  /** The image, when it needs no registry. */
  async #present ({ image, forcePull, signal, platform }: ImageRequest): Promise<ImageDetails | null> {
    if (forcePull) return null
    const reference = withDefaultTag(image)
    const details = await this.#inspect(reference, platform, signal)
    const record = await this.#options.records?.read(imageKey(reference))
    // Under a name that another has given to another image since, nothing is ours.
    if (details !== null && record?.id === details.id) await this.#remember(reference, details)
    // What never was at a registry is nobody's secret.
    return details !== null && this.#options.verifyImageAccess && details.repoDigests.length > 0 ? null : details
  }

  /** Null also for an image of another platform than is wanted. */
  async #inspect (reference: string, platform: string | undefined, signal?: AbortSignal): Promise<ImageDetails | null> {
    const details = await this.#engine.inspectImage(reference, signal === undefined ? {} : { signal })
    return details === null || platform === undefined || samePlatform(platform, details) ? details : null
  }

  async #pulled ({ image, forcePull, directory, fetched, signal, platform, onProgress }: ImageRequest): Promise<ImageDetails> {
    await fetched
    const reference = withDefaultTag(image)
    const credentials = await this.#credentials.find(reference, directory, signal)
    const force = forcePull || this.#options.verifyImageAccess
    const waiter = { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress }) }
    return await this.#shared.join(keyOf(reference, platform, force, credentials.auth), waiter, async (shared, tell) => {
      // Another pull may have brought it since this one looked.
      const present = force ? null : await this.#inspect(reference, platform, shared)
      const what = { reference, ...(platform === undefined ? {} : { platform }) }
      return present ?? await this.#book.track(what, { tell, signal: shared }, (pull) => {
        return this.#slots.run(shared, () => this.#pull(what, directory, credentials, shared, pull))
      })
    })
  }

  async #pull (
    { reference, platform }: { reference: string, platform?: string }, directory: string, credentials: Credentials, signal: AbortSignal, tracked: TrackedPull
  ): Promise<ImageDetails> {
    const { clock, random, headroom } = this.#options
    const used: RegistryAuth[] = []
    try {
      if (headroom !== undefined) await ensureHeadroom(headroom)
      await patientPull({
        credentials,
        refresh: (either) => this.#credentials.find(reference, directory, either),
        signal,
        onRetry: (error, pauseMs) => this.#book.retried(tracked, pullError(reference, error, used), pauseMs),
        pull: async (auth, either) => {
          if (auth !== undefined) used.push(auth)
          tracked.trying()
          const options = { signal: either, onProgress: (line: PullProgress) => tracked.take(line), ...(auth === undefined ? {} : { auth }), ...(platform === undefined ? {} : { platform }) }
          await watchedPull(this.#engine, reference, options, this.#options, clock)
        }
      }, this.#options, clock, random)
    } catch (error) {
      throw pullError(reference, error as Error, used)
    }
    // Another platform of it that was pulled meanwhile has its name.
    const details = await this.#inspect(reference, platform, signal)
    if (details === null) throw pullError(reference, new Error(`it is not there${platform === undefined ? '' : ` for ${platform}`} after the pull`), [])
    await this.#remember(reference, details)
    return details
  }

  async #remember (reference: string, { id }: ImageDetails): Promise<void> {
    await this.#options.records?.write(imageKey(reference), { reference, id, lastUsedMs: this.#options.clock.now() })
  }
}

/** Secrets are in it as their hash only. */
function keyOf (reference: string, platform: string | undefined, force: boolean, auth: RegistryAuth | undefined): string {
  return createHash('sha256').update(JSON.stringify([reference, platform ?? null, force, Object.entries(auth ?? {}).sort()])).digest('hex')
}
