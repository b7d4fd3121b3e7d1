/** The engine's word for the health of a container as a field: none where it has no HEALTHCHECK, or that has said nothing yet. */
export function healthOf (word: string | undefined): { healthy?: boolean } {
  return word === 'healthy' ? { healthy: true } : word === 'unhealthy' ? { healthy: false } : {}
}
