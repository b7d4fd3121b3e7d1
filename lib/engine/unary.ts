import type { CallOptions } from '../../types/docker-engine.ts'
import type { Answer, EngineRequest, Transport } from './transport.ts'
import { engineRefused } from './engine-error.ts'

/** Ample for an engine under load; a verb that runs something in the container's way gets more. */
export const DEFAULT_TIMEOUT_MS = 60_000

export async function readText (answer: Answer): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** Reads the engine's text and makes it the error. */
export async function refusal (answer: Answer): Promise<Error & { engineStatus: number }> {
  return engineRefused(answer.status, messageOf(await readText(answer)))
}

/** One request with a whole answer: `{ status, text }` for 2xx and 304, which says "already so"; rejects otherwise. */
export async function unary (
  transport: Transport, request: EngineRequest, options: CallOptions = {}, timeoutMs = DEFAULT_TIMEOUT_MS
): Promise<{ status: number, text: string }> {
  const answer = await transport.open(request, { signal: options.signal, timeoutMs: options.timeoutMs ?? timeoutMs })
  if (!isFine(answer.status)) throw await refusal(answer)
  return { status: answer.status, text: await readText(answer) }
}

/** The answer read as JSON. */
export async function unaryJson<T> (transport: Transport, request: EngineRequest, options?: CallOptions): Promise<T> {
  return JSON.parse((await unary(transport, request, options)).text)
}

/** The promise's value, or `value` when the engine refused with one of the statuses. */
export async function orWhen<T, V> (promise: Promise<T>, statuses: number[], value: V): Promise<T | V> {
  try {
    return await promise
  } catch (error) {
    if (statuses.includes((error as { engineStatus?: number }).engineStatus ?? 0)) return value
    throw error
  }
}

function isFine (status: number): boolean {
  return (status >= 200 && status < 300) || status === 304
}

function messageOf (text: string): string {
  try {
    return JSON.parse(text).message
  } catch {
    return text.trim()
  }
}
