import type { EngineEvent } from '../../types/docker-engine.ts'
import { readLines } from './read-lines.ts'
import { toEngineEvent } from './to-engine-event.ts'
import type { EventLine } from './to-engine-event.ts'
import type { Transport } from './transport.ts'
import { DEFAULT_TIMEOUT_MS, parseJson, refusal } from './unary.ts'

/** The engine never ends its events: an end is a loss, unless the caller aborted. */
export async function * watchEvents (
  transport: Transport, options: { since?: string, labels?: string[], actions?: string[], signal?: AbortSignal }
): AsyncGenerator<EngineEvent, void> {
  const { since, labels = [], actions, signal } = options
  try {
    const answer = await transport.open({
      method: 'GET',
      path: '/events',
      query: {
        filters: JSON.stringify({ type: ['container'], label: labels, ...(actions === undefined ? {} : { event: actions }) }),
        ...(since === undefined ? {} : { since })
      }
    }, { signal, timeoutMs: DEFAULT_TIMEOUT_MS }, true)
    if (answer.status !== 200) throw await refusal(answer)
    for await (const line of readLines(answer.body)) {
      yield toEngineEvent(parseJson<EventLine>(answer, line), line)
    }
    throw answer.failure(new Error('the engine ended its events'))
  } catch (error) {
    if (signal?.aborted !== true) throw error
  }
}
