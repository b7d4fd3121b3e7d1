import type { ExitResult, PendingExit } from '../../types/docker-engine.ts'
import type { Answer, Transport } from './transport.ts'
import { DEFAULT_TIMEOUT_MS, parseJson, readText, refusal } from './unary.ts'

/** The body of the answer to POST /containers/{id}/wait. */
export interface WaitAnswer { StatusCode: number, Error?: { Message: string } | null }

/** The engine sends the headers once it has registered the waiter, and the body when the condition is met. */
export async function awaitWaiter (
  transport: Transport, id: string, condition: 'next-exit' | 'not-running', options: { signal?: AbortSignal } = {}
): Promise<PendingExit> {
  const answer = await transport.open({
    method: 'POST', path: `/containers/${encodeURIComponent(id)}/wait`, query: { condition }, asks: true
  }, { signal: options.signal, timeoutMs: DEFAULT_TIMEOUT_MS }, true)
  if (answer.status !== 200) throw await refusal(answer)
  const exit = readExit(answer)
  // The owner may look at it later than it fails.
  exit.catch(() => {})
  return { exit, abandon: () => answer.abort(new DOMException(`Gave up waiting for container ${id}`, 'AbortError')) }
}

async function readExit (answer: Answer): Promise<ExitResult> {
  const { StatusCode: exitCode, Error: error } = parseJson<WaitAnswer>(answer, await readText(answer))
  return error == null ? { exitCode } : { exitCode, error: error.Message }
}
