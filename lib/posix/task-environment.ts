import { errors } from '../errors.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * What the command finds in its environment, nothing of the agent's own: PATH unless given, the command's variables,
 * over them the agent's for executors, over them the sandbox. Throws CONTAINERIZER_ERR_CONFIG_INVALID for secrets
 * (unlike Mesos, which hands out an empty value where no resolver is there) and for names that a shell cannot export.
 */
export function taskEnvironment (command: CommandInfo, given: Record<string, string>, directory: string): Record<string, string> {
  const environment: Record<string, string> = { PATH: DEFAULT_PATH }
  for (const { name, type = 'VALUE', value } of command.environment?.variables ?? []) {
    if (type !== 'VALUE' || value === undefined) throw refused(name, 'must have a value; secrets are not supported')
    environment[name] = value
  }
  Object.assign(environment, given, { MESOS_SANDBOX: directory })
  for (const [name, value] of Object.entries(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw refused(name, 'must be a name of letters, digits and underscores')
    if (value.includes('\0')) throw refused(name, 'must not contain NUL')
  }
  return environment
}

function refused (name: string, rule: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`Environment variable '${name}' ${rule}`)
}
