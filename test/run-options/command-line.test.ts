import t from 'tap'
import { commandLine } from '../../lib/run-options/command-line.ts'

const code = 'CONTAINERIZER_ERR_CONFIG_INVALID'

for (const [fact, command, expected] of [
  ['shell is the default and bypasses the entrypoint', { value: 'echo "a b"' }, { Entrypoint: ['/bin/sh'], Cmd: ['-c', 'echo "a b"'] }],
  ['an empty shell command is a command', { shell: true, value: '' }, { Entrypoint: ['/bin/sh'], Cmd: ['-c', ''] }],
  ['without shell, value and arguments follow the entrypoint', { shell: false, value: 'a', arguments: ['b', 'c'] }, { Cmd: ['a', 'b', 'c'] }],
  ['without shell, arguments[0] is an argument', { shell: false, arguments: ['b', 'c'] }, { Cmd: ['b', 'c'] }],
  ['without shell and words, the image decides', { shell: false }, {}]
] as const) {
  t.test(fact, async (t) => t.same(commandLine(command as object), expected))
}

for (const [fact, command, message] of [
  ['a shell command needs a value', {}, 'command.value: Shell specified but no command value provided'],
  ['a shell command takes no arguments', { value: 'a', arguments: ['b'] }, /^command\.arguments \["b"\]: has no effect/],
  ['NUL is refused in the value', { value: 'a\0' }, /^command\.value .*NUL/],
  ['NUL is refused in an argument', { shell: false, arguments: ['a', '\0'] }, /^command\.arguments\[1\] .*NUL/]
] as const) {
  t.test(fact, async (t) => t.throws(() => commandLine(command as object), { code, message }))
}
