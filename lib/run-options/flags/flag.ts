import type { HostConfig } from '../../../types/index.ts'
import { append } from '../append.ts'
import { assign } from '../assign.ts'
import type { Draft } from '../draft.ts'
import { parseBoolean } from '../parse/boolean.ts'
import { parseInteger } from '../parse/integer.ts'
import { parseKeyValue } from '../parse/key-value.ts'
import { parseSize } from '../parse/size.ts'

/** Throws the refusal of the flag at hand: the rule is ours, field and value are added. */
export type Refuse = (rule: string) => never

/** Does to the draft what `docker run --flag=value` does to the container. */
export type Flag = (draft: Draft, value: string, refuse: Refuse) => void

type Key = keyof HostConfig & string

export const hostText = (key: Key): Flag => ({ host }, value) => { host[key] = value }

export const hostList = (key: Key): Flag => ({ host }, value) => append(host, key, value)

export const hostMap = (key: Key): Flag => ({ host }, value, refuse) => {
  const [name, text] = parseKeyValue(value) ?? refuse('must be key=value')
  assign(host, key, { [name]: text })
}

export const hostBoolean = (key: Key): Flag => ({ host }, value, refuse) => {
  host[key] = parseBoolean(value) ?? refuse('must be true or false')
}

export const hostSize = (key: Key, min = 0): Flag => ({ host }, value, refuse) => {
  const size = parseSize(value) ?? refuse('must be a size such as 64m')
  host[key] = size >= min ? size : refuse(`must be at least ${min} bytes`)
}

export const hostInteger = (key: Key, min = -Number.MAX_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): Flag => ({ host }, value, refuse) => {
  const number = parseInteger(value) ?? refuse('must be an integer')
  host[key] = number >= min && number <= max ? number : refuse(`must be from ${min} to ${max}`)
}

/** One of the words, or, with `container`, `container:<name or id>` of another container. */
export const hostWord = (key: Key, words: string[], container = false): Flag => ({ host }, value, refuse) => {
  const known = words.includes(value) || (container && /^container:.+/.test(value))
  host[key] = known ? value : refuse(`must be one of ${[...words, ...container ? ['container:<name>'] : []].map((word) => `"${word}"`).join(', ')}`)
}
