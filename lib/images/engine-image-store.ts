import type { DockerEngine, ImageDetails } from '../../types/docker-engine.ts'
import type { ImageRequest, ImageStore } from '../../types/images.ts'
import { errors } from '../errors.ts'
import { withDefaultTag } from './with-default-tag.ts'

/** Images are those of the engine: pulled when absent or forced, without credentials. */
export class EngineImageStore implements ImageStore {
  readonly #engine: DockerEngine

  constructor (engine: DockerEngine) {
    this.#engine = engine
  }

  async ensure (request: ImageRequest): Promise<ImageDetails> {
    const reference = withDefaultTag(request.image)
    const call = request.signal === undefined ? {} : { signal: request.signal }
    const present = request.forcePull ? null : await this.#engine.inspectImage(reference, call)
    if (present !== null) return present
    try {
      await this.#engine.pull(reference, {
        ...call, ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress })
      })
    } catch (cause) {
      throw new errors.CONTAINERIZER_ERR_PULL_FAILED(
        `Failed to pull image '${reference}': ${(cause as Error).message}`, { cause })
    }
    const pulled = await this.#engine.inspectImage(reference, call)
    if (pulled === null) {
      throw new errors.CONTAINERIZER_ERR_PULL_FAILED(`Failed to pull image '${reference}': it is not there after the pull`)
    }
    return pulled
  }

  /** Refused until it can tell whose images they are: nothing is removed on a guess. */
  async prune (): Promise<void> {
    throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID('Pruning images is not supported yet')
  }
}
