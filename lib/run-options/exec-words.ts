import type { ExecCommand } from '../../types/containerizer.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'
import { errors } from '../errors.ts'

/** A command beside a container's own as a CommandInfo, whose arguments do not begin with the program. */
export function execWords ({ command, env = {} }: ExecCommand): CommandInfo & { value: string, arguments: string[] } {
  const [value, ...rest] = typeof command === 'string' ? [command] : command
  if (value === undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID('exec: command must be a text for the shell, or a list of a program and its arguments, not an empty list')
  return {
    shell: typeof command === 'string',
    value,
    arguments: rest,
    environment: { variables: Object.entries(env).map(([name, value]) => ({ name, value })) }
  }
}
