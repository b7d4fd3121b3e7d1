import { request } from 'undici'
import type { AgentCall, AgentResponse } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'
import { decode, encode } from '../wire/protobuf-codec.ts'

const PROTOBUF = 'application/x-protobuf'

/**
 * The answer of an agent's operator API; null: it does not know what was asked for. The agent may take its time, as for a wait.
 * Throws CONTAINERIZER_ERR_MASTER_FAILED in the agent's words.
 */
export async function agentCall (agentUrl: string, call: AgentCall, signal?: AbortSignal): Promise<AgentResponse | null> {
  const { statusCode, body } = await request(new URL('/api/v1', agentUrl), {
    method: 'POST', body: encode('agent.Call', call), headers: { 'content-type': PROTOBUF, accept: PROTOBUF }, headersTimeout: 0, signal: signal ?? null
  })
  const bytes = Buffer.from(await body.arrayBuffer())
  if (statusCode === 404) return null
  if (statusCode === 200) return decode<AgentResponse>('agent.Response', bytes)
  throw new errors.CONTAINERIZER_ERR_MASTER_FAILED(`${call.type} failed: ${statusCode} ${String(bytes).trim()}`)
}
