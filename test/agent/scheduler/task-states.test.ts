import t from 'tap'
import { isTerminal, knownState } from '../../../lib/agent/scheduler/task-states.ts'

t.test('a task that may still speak has not ended', async t => {
  for (const state of ['TASK_STAGING', 'TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_UNREACHABLE'] as const) t.notOk(isTerminal(state), state)
  for (const state of ['TASK_FINISHED', 'TASK_FAILED', 'TASK_KILLED', 'TASK_ERROR', 'TASK_LOST', 'TASK_GONE', 'TASK_DROPPED'] as const) t.ok(isTerminal(state), state)
})

t.test('the finer states are for those who know partitions', async t => {
  t.equal(knownState('TASK_GONE', true), 'TASK_GONE')
  t.equal(knownState('TASK_GONE', false), 'TASK_LOST')
  t.equal(knownState('TASK_ERROR', false), 'TASK_ERROR')
})
