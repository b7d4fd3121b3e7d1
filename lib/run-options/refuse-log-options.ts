import type { Draft } from './draft.ts'
import { parseInteger } from './parse/integer.ts'
import { refusal } from './refusal.ts'

const TAGS = ['env', 'env-regex', 'labels', 'labels-regex', 'tag']
/** Of drivers whose options are few; those of others are the engine's to judge. */
const OPTIONS: Record<string, string[]> = {
  local: ['compress', 'max-file', 'max-size'],
  'json-file': ['compress', 'max-file', 'max-size', ...TAGS],
  journald: TAGS
}
/** Every driver has these. */
const COMMON = ['max-buffer-size', 'mode']

/** Throws a refusal for the first log option that the driver does not have. Values may hold secrets and are not shown. */
export function refuseLogOptions ({ host }: Draft): void {
  const { Type = '', Config = {} } = host.LogConfig ?? {}
  const known = OPTIONS[Type]
  if (known === undefined) return
  for (const key of Object.keys(Config)) {
    if (!known.includes(key) && !COMMON.includes(key)) throw refusal(`log-opt ${key}`, undefined, `the log driver ${Type} has only ${known.join(', ')}; log-driver chooses another`)
  }
  const { mode = 'blocking', 'max-buffer-size': buffer, 'max-file': files } = Config
  if (!['blocking', 'non-blocking'].includes(mode)) throw refusal('log-opt mode', undefined, 'must be blocking or non-blocking')
  if (buffer !== undefined && mode !== 'non-blocking') throw refusal('log-opt max-buffer-size', undefined, 'needs the mode non-blocking')
  if (files !== undefined && !(Number(parseInteger(files)) >= 1)) throw refusal('log-opt max-file', undefined, 'must be a whole number from 1 on')
}
