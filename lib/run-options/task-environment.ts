import type { CommandInfo, EnvironmentVariable } from '../../types/index.ts'
import { refusal } from './refusal.ts'
import { secretText } from './secret-text.ts'
import { checkSecret, HIDDEN, variableField } from './secret-uses.ts'

const NO_TEXT = 'a secret of a variable must be UTF-8 text without NUL'

/**
 * The command's own variables by name; of a name given twice the last counts. Values never appear in a refusal, and
 * those of secrets not even here.
 */
export function taskEnvironment (command: CommandInfo, resolvesReferences = false): Map<string, string> {
  const environment = new Map<string, string>()
  for (const variable of command.environment?.variables ?? []) {
    const { name, type = 'VALUE' } = variable
    const field = variableField(name)
    if (name === '' || /[=\0]/.test(name)) throw refusal(field, undefined, 'a name must be non-empty, without "=" and NUL')
    switch (type) {
      case 'VALUE': environment.set(name, plainValue(variable, field)); break
      case 'SECRET': environment.set(name, hiddenValue(variable, field, resolvesReferences)); break
      case 'UNKNOWN': throw refusal(field, type, 'must be of type VALUE or SECRET')
    }
  }
  return environment
}

function plainValue ({ value, secret }: EnvironmentVariable, field: string): string {
  if (secret !== undefined) throw refusal(field, undefined, 'a variable of type VALUE must not have a secret')
  if (value === undefined) throw refusal(field, undefined, 'a variable of type VALUE must have a value')
  if (value.includes('\0')) throw refusal(field, undefined, 'a value must not contain NUL')
  return value
}

function hiddenValue ({ value, secret }: EnvironmentVariable, field: string, resolvesReferences: boolean): string {
  if (value !== undefined) throw refusal(field, undefined, 'a variable of type SECRET must not have a value')
  checkSecret(field, secret, resolvesReferences)
  const inline = secret?.value?.data
  if (inline !== undefined && secretText(inline) === undefined) throw refusal(field, undefined, NO_TEXT)
  return HIDDEN
}
