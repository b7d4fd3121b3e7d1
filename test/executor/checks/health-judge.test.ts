import t from 'tap'
import { HealthJudge } from '../../../lib/executor/checks/health-judge.ts'

const rules = { gracePeriodMs: 10_000, consecutiveFailures: 2, since: 0 }

t.test('a success is told when it is news', async t => {
  const judge = new HealthJudge(rules)
  t.strictSame(judge.judge(true, 1), { healthy: true, kill: false })
  t.strictSame(judge.judge(true, 2), { kill: false })
  t.strictSame(judge.judge(false, 3), { healthy: false, kill: false }, 'the grace is over with the first success')
  t.strictSame(judge.judge(true, 4), { healthy: true, kill: false })
})

t.test('failures within the grace are passed over, later ones are all told and end the task', async t => {
  const judge = new HealthJudge(rules)
  t.strictSame([judge.judge(false, 1), judge.judge(false, 10_000)], [{ kill: false }, { kill: false }])
  t.strictSame([judge.judge(false, 10_001), judge.judge(false, 10_002)], [{ healthy: false, kill: false }, { healthy: false, kill: true }])
})

t.test('a success in between begins the count anew', async t => {
  const judge = new HealthJudge(rules)
  t.strictSame([true, false, true, false, false].map(success => judge.judge(success, 1).kill), [false, false, false, false, true])
})
