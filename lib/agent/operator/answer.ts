import type { AgentResponse } from '../../../types/mesos-v1.ts'

/** What the operator API answers: a response message, or a text, or neither. */
export interface Answer {
  status: number
  response?: AgentResponse
  text?: string
}
