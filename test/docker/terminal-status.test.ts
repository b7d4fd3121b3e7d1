import t from 'tap'
import { exitMessage, startFailureExitCode, terminalState } from '../../lib/docker/terminal-status.ts'

t.test('the message names the exit code', async (t) => {
  t.equal(exitMessage(3), 'Container exited with status 3')
})

t.test('ROOT_DOCKER_NoTransitionFromKillingToFinished: a kill makes any end TASK_KILLED', async (t) => {
  t.equal(terminalState(0, true), 'TASK_KILLED')
  t.equal(terminalState(137, true), 'TASK_KILLED')
})

t.test('exit 0 is TASK_FINISHED, any other TASK_FAILED', async (t) => {
  t.equal(terminalState(0, false), 'TASK_FINISHED')
  t.equal(terminalState(1, false), 'TASK_FAILED')
})

t.test('start failures have the exit codes of docker run', async (t) => {
  t.equal(startFailureExitCode('exec: "nope": executable file not found in $PATH: unknown'), 127)
  t.equal(startFailureExitCode('exec: "/etc": permission denied: unknown'), 126)
  t.equal(startFailureExitCode('driver failed programming external connectivity'), 125)
})
