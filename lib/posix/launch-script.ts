import { errors } from '../errors.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'

/** Last line of a whole script; without it nothing of it is run. */
export const SCRIPT_END = '#go'

/**
 * What the waiting shell is to become: exports, then the command in a session of its own. `$1` is setsid(1), found
 * before the environment was the task's. The shell itself stays out of the task's way: same process, other program.
 */
export function launchScript (command: CommandInfo, environment: Record<string, string>): string {
  const exports = Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`)
  return [...exports, `exec "$1" ${argv(command).map(quote).join(' ')} 5>&-`, SCRIPT_END].join('\n')
}

/** As the original does: the shell gets `value` as its script, otherwise `arguments` is argv from its zeroth element on. */
function argv ({ value, shell = true, arguments: list = [] }: CommandInfo): string[] {
  if (value === undefined) throw refused('value', 'must be set: there is no image that has a default command')
  for (const text of [value, ...list]) if (text.includes('\0')) throw refused('value and arguments', 'must not contain NUL')
  if (shell) return ['/bin/sh', '-c', value]
  const [name = value, ...rest] = list
  if (name === value) return [value, ...rest]
  // No other shell than bash can give a program another argv[0]; -p keeps it from reading the task's BASH_ENV.
  return ['/bin/bash', '-p', '-c', 'exec -a "$0" -- "$@"', name, value, ...rest]
}

function quote (text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function refused (field: string, rule: string): Error {
  return new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`CommandInfo ${field} ${rule}`)
}
