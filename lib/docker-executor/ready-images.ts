import type { DockerEngine, ImageDetails } from '../../types/docker-engine.ts'
import type { ImageStore } from '../../types/images.ts'
import { errors } from '../errors.ts'

/** The images that are there: it is the agent that pulls, before it starts an executor. */
export function readyImages (engine: Pick<DockerEngine, 'inspectImage'>): ImageStore {
  return {
    async ensure ({ image, signal }): Promise<ImageDetails> {
      const details = await engine.inspectImage(image, signal === undefined ? {} : { signal })
      if (details === null) throw new errors.CONTAINERIZER_ERR_PULL_FAILED(`The image '${image}' is not there, and an executor pulls none`)
      return details
    },
    async prune () {
      return []
    }
  }
}
