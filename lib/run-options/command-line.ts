import type { CommandInfo, CreateBody } from '../../types/index.ts'
import { refusal } from './refusal.ts'

/**
 * What the container executes. A shell command bypasses the image's entrypoint and ignores `arguments`, as on Mesos;
 * otherwise value and arguments follow the image's entrypoint. Unlike the Mesos containerizer, arguments[0] is not argv[0].
 */
export function commandLine (command: CommandInfo): Pick<CreateBody, 'Entrypoint' | 'Cmd'> {
  const { shell = true, value, arguments: args = [] } = command
  for (const [i, text] of [value ?? '', ...args].entries()) {
    if (text.includes('\0')) throw refusal(i === 0 ? 'command.value' : `command.arguments[${i - 1}]`, text, 'must not contain NUL')
  }
  if (!shell) {
    const words = value === undefined ? args : [value, ...args]
    return words.length === 0 ? {} : { Cmd: words }
  }
  if (value === undefined) throw refusal('command.value', undefined, 'Shell specified but no command value provided')
  if (args.length > 0) throw refusal('command.arguments', args, 'has no effect on a shell command; set command.shell to false')
  return { Entrypoint: ['/bin/sh'], Cmd: ['-c', value] }
}
