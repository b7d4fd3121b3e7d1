import { request } from 'node:http'
import type { Agent, IncomingMessage } from 'node:http'

export interface Question {
  agent: Agent
  socketPath: string
  method: 'GET' | 'POST' | 'DELETE'
  /** With its query. */
  path: string
  signal: AbortSignal
}

/** A request that carries nothing, by node's own client. Resolves at the headers of any answer. */
export function ask (question: Question): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(question, resolve).on('error', reject).end()
  })
}
