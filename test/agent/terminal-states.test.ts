import t from 'tap'
import { isTerminal } from '../../lib/agent/terminal-states.ts'

t.test('after some states there are no others', async t => {
  for (const state of ['TASK_FINISHED', 'TASK_FAILED', 'TASK_KILLED', 'TASK_ERROR', 'TASK_LOST', 'TASK_DROPPED', 'TASK_GONE'] as const) t.equal(isTerminal(state), true)
  for (const state of ['TASK_STAGING', 'TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_UNREACHABLE', 'TASK_UNKNOWN'] as const) t.equal(isTerminal(state), false)
})
