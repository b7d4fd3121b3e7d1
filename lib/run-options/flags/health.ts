import type { Draft } from '../draft.ts'
import { parseBoolean } from '../parse/boolean.ts'
import { parseDuration } from '../parse/duration.ts'
import { parseInteger } from '../parse/integer.ts'
import type { Flag, Refuse } from './flag.ts'

const CONFLICT = '--no-healthcheck conflicts with the other health flags'

function set ({ body }: Draft, refuse: Refuse, entries: Record<string, unknown>): void {
  const test = body.Healthcheck?.['Test'] as string[] | undefined
  if (test?.[0] === 'NONE') refuse(CONFLICT)
  body.Healthcheck = { ...body.Healthcheck, ...entries }
}

const duration = (key: string): Flag => (draft, value, refuse) => {
  const ns = parseDuration(value) ?? refuse('must be a duration such as 1m30s')
  set(draft, refuse, { [key]: ns === 0 || ns >= 1e6 ? ns : refuse('must be 0 or at least 1ms') })
}

const retries: Flag = (draft, value, refuse) => {
  const count = parseInteger(value) ?? refuse('must be an integer')
  set(draft, refuse, { Retries: count >= 0 ? count : refuse('must not be negative') })
}

const none: Flag = ({ body }, value, refuse) => {
  if (!(parseBoolean(value) ?? refuse('must be true or false'))) return
  if (body.Healthcheck !== undefined) refuse(CONFLICT)
  body.Healthcheck = { Test: ['NONE'] }
}

/** The engine's own health check, which says nothing to Mesos: that is what the task's health check is for. */
export const healthFlags: Record<string, Flag> = {
  'health-cmd': (draft, value, refuse) => set(draft, refuse, { Test: ['CMD-SHELL', value] }),
  'health-interval': duration('Interval'),
  'health-retries': retries,
  'health-start-period': duration('StartPeriod'),
  'health-timeout': duration('Timeout'),
  'no-healthcheck': none
}
