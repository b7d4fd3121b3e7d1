import { execFileSync } from 'node:child_process'
import t from 'tap'
import { launchScript } from '../../lib/posix/launch-script.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'

/** What the program that the script ends in gets, shown by that program. */
function run (command: CommandInfo, environment: Record<string, string> = {}): string {
  return execFileSync('/bin/sh', ['-c', launchScript(command, environment), 'sh', '/usr/bin/setsid'], {
    encoding: 'utf8', env: { PATH: process.env['PATH'] }, stdio: ['ignore', 'pipe', 'inherit']
  })
}

t.test('shell commands are a script of /bin/sh', async (t) => {
  t.equal(run({ value: 'echo "it\'s" $((1 + 1))' }), "it's 2\n")
})

t.test('values of the environment arrive as they are', async (t) => {
  const value = ' a\'b"c $HOME `id` \\\n*\n'
  t.equal(run({ value: 'printf %s "$V"' }, { V: value }), value)
})

t.test('without a shell, value is what runs and arguments is argv', async (t) => {
  t.equal(run({ shell: false, value: 'printf', arguments: ['printf', '%s|', '$a', 'b c'] }), '$a|b c|')
  t.equal(run({ shell: false, value: 'echo' }), '\n')
  t.equal(run({ shell: false, value: '/bin/sh', arguments: ['other', '-c', 'echo $0'] }), 'other\n')
  t.equal(run({ shell: false, value: '/bin/cat', arguments: ['-zero', '/proc/self/cmdline'] }), '-zero\0/proc/self/cmdline\0')
})

t.test('a command without value, or with NUL in it, is refused', async (t) => {
  t.throws(() => launchScript({}, {}), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /^CommandInfo value must be set/ })
  t.throws(() => launchScript({ value: 'a\0' }, {}), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
  t.throws(() => launchScript({ value: 'a', arguments: ['\0'] }, {}), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
})
