import type { Clock } from '../../../types/clock.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'

const RETRY_MS = 1000
/** Enough to know again what an engine repeats; `since` includes its moment. */
const REMEMBERED = 1000

export interface EventFollower {
  engine: Pick<DockerEngine, 'events'>
  clock: Clock
  labels: string[]
  /** The container has ended or is gone. Told once per event. */
  onEnd (containerId: string): void
  /** The engine's check of a container has come to another result. Left out: that is not asked for. */
  onHealth?: ((containerId: string, healthy: boolean) => void) | undefined
  onLoss (error: unknown): void
}

/**
 * Listens for ends, and for health, until the signal is aborted. A stream that breaks is taken up again from the last event on; what an
 * engine has forgotten meanwhile, as at its own restart, is not told. Never rejects.
 */
export async function followEvents ({ engine, clock, labels, onEnd, onHealth, onLoss }: EventFollower, signal: AbortSignal): Promise<void> {
  const seen = new Set<string>()
  const actions = ['die', 'destroy', ...(onHealth === undefined ? [] : ['health_status'])]
  let since: string | undefined
  while (!signal.aborted) {
    try {
      for await (const { action, containerId, timeNano } of engine.events({ labels, actions, signal, ...(since === undefined ? {} : { since }) })) {
        since = `${timeNano.slice(0, -9)}.${timeNano.slice(-9)}`
        const key = `${timeNano} ${action} ${containerId}`
        if (seen.has(key)) continue
        if (seen.size === REMEMBERED) seen.delete(seen.values().next().value as string)
        seen.add(key)
        const [, health] = /^health_status: (\w+)$/.exec(action) ?? []
        if (health === undefined) onEnd(containerId)
        else if (health === 'healthy' || health === 'unhealthy') onHealth?.(containerId, health === 'healthy')
      }
    } catch (error) {
      onLoss(error)
      await clock.sleep(RETRY_MS, signal).catch(() => {})
    }
  }
}
