/**
 * up: it answers. degraded: it answers late, refuses pings, or leaves some calls unanswered. down: nobody takes a
 * connection, or two pings in a row went unanswered. None of them says anything about containers.
 */
export type EngineState = 'up' | 'degraded' | 'down'

/** What is known of the engine's health now. */
export interface EngineReport {
  state: EngineState
  /** Since when, milliseconds since the epoch. */
  since: number
  /** Why it is not up; empty when it is. */
  reason: string
  /** How often it went away since this host started. */
  outages: number
}
