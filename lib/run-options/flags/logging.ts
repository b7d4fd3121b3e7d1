import { assign } from '../assign.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import type { Flag } from './flag.ts'

/** Options belong to the driver that is chosen in the end; without a choice that is the draft's. */
export const loggingFlags: Record<string, Flag> = {
  'log-driver': ({ host }, value, refuse) => {
    assign(host, 'LogConfig', { Type: value === '' ? refuse('must name a driver') : value })
  },
  'log-opt': ({ host }, value, refuse) => {
    const [key, text] = parseKeyValue(value) ?? refuse('must be key=value')
    assign(host, 'LogConfig', { Config: { ...host.LogConfig?.Config, [key]: text } })
  }
}
