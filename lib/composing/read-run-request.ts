import { isAbsolute } from 'node:path'
import type { RunRequest } from '../../types/running-container.ts'
import { errors } from '../errors.ts'
import { amountField, checkFields, textField } from '../util/check-fields.ts'
import type { FieldRule } from '../util/check-fields.ts'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)
const isArguments = (value: unknown): boolean => Array.isArray(value) && textField[0](value[0]) && value.every(argument => typeof argument === 'string')

const object: FieldRule = [isObject, 'must be an object']

const rules: Record<keyof RunRequest, FieldRule> = {
  id: textField,
  directory: [value => typeof value === 'string' && isAbsolute(value), 'must be an absolute path'],
  image: textField,
  command: [value => typeof value === 'string' || isArguments(value), 'must be a text for the shell, or a list of a program and its arguments'],
  env: [value => isObject(value) && Object.values(value).every(each => typeof each === 'string'), 'must be an object of texts'],
  user: textField,
  cpus: amountField,
  memory: amountField,
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
  const read = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as RunRequest
  checkFields('run', read, rules)
  for (const key of Object.keys(read.task ?? {})) {
    if (!taskKeys.includes(key)) throw refused(`task.${key}: there is no such field; there are ${taskKeys.join(', ')}`)
  }
  if (read.image !== undefined && read.container !== undefined) throw refused('image must not stand beside container, which names its own')
  return read
}

function refused (text: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`run: ${text}`)
}
