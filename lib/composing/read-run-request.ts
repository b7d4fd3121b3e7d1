import { isAbsolute } from 'node:path'
import type { RunRequest } from '../../types/running-container.ts'
import { errors } from '../errors.ts'

type Rule = [holds: (value: unknown) => boolean, rule: string]

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
const isPositive = (value: unknown): boolean => typeof value === 'number' && value > 0 && Number.isFinite(value)
const isArguments = (value: unknown): boolean => Array.isArray(value) && isText(value[0]) && value.every(argument => typeof argument === 'string')

const text: Rule = [isText, 'must be a text that is not empty']
const amount: Rule = [isPositive, 'must be a number above 0']
const object: Rule = [isObject, 'must be an object']

const rules: Record<keyof RunRequest, Rule> = {
  id: text,
  directory: [value => typeof value === 'string' && isAbsolute(value), 'must be an absolute path'],
  image: text,
  command: [value => typeof value === 'string' || isArguments(value), 'must be a text for the shell, or a list of a program and its arguments'],
  env: [value => isObject(value) && Object.values(value).every(each => typeof each === 'string'), 'must be an object of texts'],
  user: text,
  cpus: amount,
  memory: amount,
  uris: [Array.isArray, 'must be a list'],
  container: object,
  task: object,
  signal: [value => value instanceof AbortSignal, 'must be an AbortSignal']
}
const taskKeys = ['name', 'healthCheck', 'check', 'killPolicy', 'maxCompletionTime', 'labels', 'limits']

/**
 * The request without what is undefined in it. Throws CONTAINERIZER_ERR_CONFIG_INVALID for what no containerizer is asked about; values that may be
 * secret are not quoted.
 */
export function readRunRequest (request: RunRequest): RunRequest {
  const given = Object.entries(request).filter(([, value]) => value !== undefined)
  for (const [key, value] of given) {
    const found = Object.hasOwn(rules, key) ? rules[key as keyof RunRequest] : undefined
    if (found === undefined) throw refused(`${key}: there is no such field; there are ${Object.keys(rules).join(', ')}`)
    const [holds, rule] = found
    if (!holds(value)) throw refused(`${key} ${rule}${typeof value === 'number' ? `, not ${value}` : ''}`)
  }
  const read = Object.fromEntries(given) as RunRequest
  for (const key of Object.keys(read.task ?? {})) {
    if (!taskKeys.includes(key)) throw refused(`task.${key}: there is no such field; there are ${taskKeys.join(', ')}`)
  }
  if (read.image !== undefined && read.container !== undefined) throw refused('image must not stand beside container, which names its own')
  return read
}

function refused (text: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`run: ${text}`)
}
