import type { OutputSink } from '../../types/docker-engine.ts'
import { pumpOutput } from './pump-output.ts'
import type { Transport } from './transport.ts'
import { DEFAULT_TIMEOUT_MS, refusal } from './unary.ts'

export async function readLogs (
  transport: Transport, id: string, sink: OutputSink, options: { since?: string, tty?: boolean, signal?: AbortSignal } = {}
): Promise<void> {
  const { since = '0', tty = false, signal } = options
  const answer = await transport.open({
    method: 'GET',
    path: `/containers/${encodeURIComponent(id)}/logs`,
    query: { stdout: '1', stderr: '1', since }
  }, { signal, timeoutMs: DEFAULT_TIMEOUT_MS }, true)
  if (answer.status !== 200) throw await refusal(answer)
  await pumpOutput(answer, sink, tty)
}
