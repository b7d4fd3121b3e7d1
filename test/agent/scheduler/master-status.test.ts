import t from 'tap'
import { Framework } from '../../../lib/agent/scheduler/framework.ts'
import { masterStatus } from '../../../lib/agent/scheduler/master-status.ts'
import { FakeClock, frameworkInfo } from './fakes.ts'

t.test('what we say ourselves has no uuid and fits what the framework knows', async t => {
  const clock = new FakeClock()
  const old = new Framework('f', frameworkInfo({ capabilities: [] }))
  const status = { taskId: 'a', state: 'TASK_DROPPED', reason: 'REASON_INVALID_OFFERS', message: 'no' } as const
  t.strictSame(masterStatus(clock, old, status), {
    taskId: { value: 'a' }, state: 'TASK_LOST', message: 'no', source: 'SOURCE_MASTER', reason: 'REASON_INVALID_OFFERS', timestamp: 1_700_000_000
  })
  const agentId = { value: 'S0' }
  t.match(masterStatus(clock, new Framework('f', frameworkInfo()), { ...status, agentId }), { state: 'TASK_DROPPED', agentId })
})
