import type { AgentResponse } from '../../../types/mesos-v1.ts'

/** What the operator API answers: a response message, or a text, or neither. */
export interface Answer {
  status: number
  response?: AgentResponse
  /** What is said in JSON in place of the message, where that has no field for all of it. */
  json?: object
  text?: string
}
