import type { CommandInfo } from '../../types/index.ts'
import { refusal } from './refusal.ts'

/** The command's own variables by name; of a name given twice the last counts. Values never appear in a refusal. */
export function taskEnvironment (command: CommandInfo): Map<string, string> {
  const environment = new Map<string, string>()
  for (const { name, type = 'VALUE', value, secret } of command.environment?.variables ?? []) {
    const field = `command.environment ${JSON.stringify(name)}`
    if (name === '' || /[=\0]/.test(name)) throw refusal(field, undefined, 'a name must be non-empty, without "=" and NUL')
    if (type !== 'VALUE') throw refusal(field, type, 'only variables of type VALUE are supported')
    if (secret !== undefined) throw refusal(field, undefined, 'a variable of type VALUE must not have a secret')
    if (value === undefined) throw refusal(field, undefined, 'a variable of type VALUE must have a value')
    if (value.includes('\0')) throw refusal(field, undefined, 'a value must not contain NUL')
    environment.set(name, value)
  }
  return environment
}
