import type { DockerEngine } from '../../types/docker-engine.ts'
import { pullImage } from './pull-image.ts'
import { toImageDetails } from './to-image-details.ts'
import type { ImageAnswer } from './to-image-details.ts'
import { toImageSummary } from './to-image-summary.ts'
import type { ImageItem } from './to-image-summary.ts'
import type { Transport } from './transport.ts'
import { orWhen, unary, unaryJson } from './unary.ts'

type Verbs = 'inspectImage' | 'listImages' | 'pull' | 'removeImage'

export function imageCalls (transport: Transport): Pick<DockerEngine, Verbs> {
  return {
    async inspectImage (reference, options) {
      const request = { method: 'GET', path: `/images/${encodeReference(reference)}/json` } as const
      const answer = await orWhen(unaryJson<ImageAnswer>(transport, request, options), [404], null)
      return answer && toImageDetails(answer)
    },

    async listImages (options) {
      const items = await unaryJson<ImageItem[]>(transport, { method: 'GET', path: '/images/json' }, options)
      return items.map(toImageSummary)
    },

    pull: (reference, options) => pullImage(transport, reference, options),

    async removeImage (reference, options) {
      const removed = unary(transport, { method: 'DELETE', path: `/images/${encodeReference(reference)}` }, options)
      return await orWhen(removed.then(() => true), [404], false)
    }
  }
}

/** The engine's routes take the slashes of a reference as they are. */
function encodeReference (reference: string): string {
  return reference.split('/').map(encodeURIComponent).join('/')
}
