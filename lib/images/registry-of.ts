/** What the docker CLI keeps credentials of Docker Hub under, and what it calls it towards credential helpers. */
const HUB_SERVER = 'https://index.docker.io/v1/'
const HUB = 'docker.io'
const hubNames = new Set([HUB, 'index.docker.io', 'registry-1.docker.io'])

/** Host, with its port, of the registry that a reference is pulled from; Docker Hub for a reference that names none. */
export function registryOf (reference: string): string {
  const slash = reference.indexOf('/')
  const first = reference.slice(0, Math.max(slash, 0))
  const isHost = first === 'localhost' || /[.:A-Z]/.test(first)
  return isHost ? hostOf(first) : HUB
}

/** The host that a key of a docker config means: no scheme, no path, one name for Docker Hub. */
export function hostOf (key: string): string {
  const host = key.replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return hubNames.has(host) ? HUB : host
}

/** A registry as the engine and credential helpers know it. */
export function serverOf (registry: string): string {
  return registry === HUB ? HUB_SERVER : registry
}
