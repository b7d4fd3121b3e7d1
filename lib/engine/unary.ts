import type { CallOptions } from '../../types/docker-engine.ts'
import { engineRefused } from './engine-error.ts'
import type { Answer, EngineRequest, Transport } from './transport.ts'

/** Ample for an engine under load; a verb that runs something in the container's way gets more. */
export const DEFAULT_TIMEOUT_MS = 60_000

export async function readText (answer: Answer): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of answer.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** What is no JSON is no answer of an engine, or half of one. */
export function parseJson<T> (answer: Answer, text: string): T {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw answer.failure(cause)
  }
}

/** Reads the engine's text and makes it the error. */
export async function refusal (answer: Answer): Promise<Error & { engineStatus: number }> {
  return engineRefused(answer.status, messageOf(await readText(answer)) || `HTTP status ${answer.status}`)
}

/** One request with an answer read whole. Resolves for 2xx and for 304, which says "already so"; rejects otherwise. */
export async function unary (
  transport: Transport, request: EngineRequest, options: CallOptions = {}, timeoutMs = DEFAULT_TIMEOUT_MS
): Promise<{ answer: Answer, text: string }> {
  const answer = await transport.open(request, { signal: options.signal, timeoutMs: options.timeoutMs ?? timeoutMs })
  if (!isFine(answer.status)) throw await refusal(answer)
  return { answer, text: await readText(answer) }
}

export async function unaryJson<T> (
  transport: Transport, request: EngineRequest, options?: CallOptions, timeoutMs?: number
): Promise<T> {
  const { answer, text } = await unary(transport, request, options, timeoutMs)
  return parseJson(answer, text)
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
