import type { EngineEvent } from '../../types/docker-engine.ts'

interface EventLine {
  Action: string
  Actor: { ID: string, Attributes: Record<string, string> | null }
}

/** From the text of the line: as a number the nanoseconds would be rounded. Inside JSON strings the quotes are escaped. */
export function toEngineEvent (text: string): EngineEvent {
  const { Action: action, Actor: actor } = JSON.parse(text) as EventLine
  return {
    action,
    containerId: actor.ID,
    attributes: actor.Attributes ?? {},
    timeNano: /"timeNano":\s*(\d+)/.exec(text)?.[1] ?? ''
  }
}
