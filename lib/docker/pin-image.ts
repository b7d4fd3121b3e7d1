import type { CreateBody, ImageDetails } from '../../types/docker-engine.ts'

export const DIGEST_LABEL = 'fastify-docker-containerizer.image-digest'

/**
 * Makes the container one of exactly the image that was ensured, and says so in a label: the tag may move before the
 * container is created. An image that never was at a registry has no digest and stays as it is named.
 */
export function pinImage (body: CreateBody, { repoDigests }: ImageDetails): CreateBody {
  const repository = body.Image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')
  const digest = repoDigests.find((name) => name.startsWith(`${repository}@`))
  return digest === undefined ? body : { ...body, Image: digest, Labels: { ...body.Labels, [DIGEST_LABEL]: digest } }
}
