import type { EngineEvent } from '../../types/docker-engine.ts'

/** What we read of a line of GET /events. */
export interface EventLine {
  Action: string
  Actor: { ID: string, Attributes: Record<string, string> | null }
}

/**
 * The time is taken from the text of the line: as a number the nanoseconds would be rounded. Inside the line's JSON
 * strings quotes are escaped, so the name can only be the field.
 */
export function toEngineEvent ({ Action: action, Actor: actor }: EventLine, text: string): EngineEvent {
  return {
    action,
    containerId: actor.ID,
    attributes: actor.Attributes ?? {},
    timeNano: /"timeNano":\s*(\d+)/.exec(text)?.[1] ?? ''
  }
}
