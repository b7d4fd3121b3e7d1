import type { DockerEngine } from '../../types/docker-engine.ts'
import { attachOutput } from './attach-output.ts'
import { awaitWaiter } from './await-waiter.ts'
import { readLogs } from './read-logs.ts'
import { toContainerStats } from './to-container-stats.ts'
import type { StatsAnswer } from './to-container-stats.ts'
import type { Transport } from './transport.ts'
import { orWhen, unaryJson } from './unary.ts'
import { watchEvents } from './watch-events.ts'

/** The verbs that watch containers. */
export function streamCalls (transport: Transport): Pick<DockerEngine, 'attach' | 'wait' | 'stats' | 'logs' | 'events'> {
  return {
    attach: (id, sink, options) => attachOutput(transport, id, sink, options),
    wait: (id, condition, options) => awaitWaiter(transport, id, condition, options),
    logs: (id, sink, options) => readLogs(transport, id, sink, options),
    events: (options) => watchEvents(transport, options),

    async stats (id, options) {
      // one-shot spares the engine a second reading for a difference we do not use; before API 1.41 it is ignored.
      const query = { stream: 'false', 'one-shot': 'true' }
      const request = { method: 'GET', path: `/containers/${encodeURIComponent(id)}/stats`, query } as const
      const answer = await orWhen(unaryJson<StatsAnswer>(transport, request, options), [404], null)
      return answer && toContainerStats(answer)
    }
  }
}
