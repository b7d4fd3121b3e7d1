const HUB = 'docker.io'

/** The name as it is written, and in full as the engine understands it: registry, repository and tag or digest. */
export function imageNames (image: string): string[] {
  const slash = image.indexOf('/')
  const first = image.slice(0, Math.max(slash, 0))
  const hasHost = first === 'localhost' || /[.:A-Z]/.test(first)
  const host = !hasHost || first === `index.${HUB}` ? HUB : first
  const path = hasHost ? image.slice(slash + 1) : image
  const repository = host === HUB && !path.includes('/') ? `library/${path}` : path
  const tagged = /[:@]/.test(repository) ? repository : `${repository}:latest`
  return [image, `${host}/${tagged}`]
}
