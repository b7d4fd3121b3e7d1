import t from 'tap'
import { destroyedMessages, exitMessage, rawStatus, startFailureExitCode } from '../../lib/docker/terminal-status.ts'

t.test('the message names the exit code', async (t) => {
  t.equal(exitMessage(3), 'Container exited with status 3')
})

t.test('start failures have the exit codes of docker run', async (t) => {
  const cases: Array<[string, number]> = [
    ['exec: "nope": executable file not found in $PATH: unknown', 127],
    ['exec: "/nope": stat /nope: no such file or directory: unknown', 127],
    ['The system cannot find the file specified', 127],
    ['exec: "/etc": permission denied: unknown', 126],
    ['exec: "/etc/passwd/x": not a directory: unknown', 126],
    ['exec: "/etc": is a directory: unknown', 126],
    ['standard_init_linux.go:228: exec user process caused: exec format error', 126],
    ['driver failed programming external connectivity', 125]
  ]
  for (const [message, code] of cases) t.equal(startFailureExitCode(message), code, message)
})

t.test('an exit code is the high byte of the status word', async (t) => {
  t.equal(rawStatus(3), 768)
})

t.test('a destroy is told by the stage in which it came', async (t) => {
  t.strictSame(destroyedMessages, {
    FETCHING: 'Container destroyed while fetching',
    PULLING: 'Container destroyed while pulling image',
    MOUNTING: 'Container destroyed while mounting volumes',
    RUNNING: 'Container killed'
  })
})
