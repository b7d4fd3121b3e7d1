import type { Attachment, OutputSink } from '../../types/docker-engine.ts'
import { pumpOutput } from './pump-output.ts'
import type { EngineRequest, Transport } from './transport.ts'
import { DEFAULT_TIMEOUT_MS, refusal } from './unary.ts'

export async function attachOutput (
  transport: Transport, id: string, sink: OutputSink, options: { tty?: boolean, signal?: AbortSignal } = {}
): Promise<Attachment> {
  return await openAttachment(transport, {
    method: 'POST',
    path: `/containers/${encodeURIComponent(id)}/attach`,
    query: { stream: '1', stdout: '1', stderr: '1' },
    hijack: true
  }, sink, options)
}

/** A request whose answer is output until the engine ends it. */
export async function openAttachment (
  transport: Transport, request: EngineRequest, sink: OutputSink, options: { tty?: boolean, signal?: AbortSignal }
): Promise<Attachment> {
  const answer = await transport.open(request, { signal: options.signal, timeoutMs: DEFAULT_TIMEOUT_MS }, true)
  if (answer.status >= 400) throw await refusal(answer)
  const closed = new Error('The attachment was closed')
  const done = pumpOutput(answer, sink, options.tty ?? false).catch((error: unknown) => {
    if (error !== closed) throw error
  })
  // The owner may look at it later than it fails.
  done.catch(() => {})
  return { done, close: () => answer.abort(closed) }
}
