import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { destroyGraceMs, killGraceMs } from '../../lib/docker/kill-grace.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'

const of = (milliseconds: number) => ({ gracePeriod: { nanoseconds: milliseconds * 1e6 } })
const run = (task?: Partial<TaskInfo>) => dockerRun('agent', { value: 'c' }, {
  directory: '/sandbox',
  commandInfo: {},
  ...(task === undefined ? {} : { taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'agent' }, ...task } })
}, { shutdownGracePeriodMs: 2500 })

t.test('without a policy the agent\'s grace holds', async (t) => {
  t.equal(killGraceMs(run(), 0), 2500)
  t.equal(killGraceMs(run({}), 0, {}), 2500)
  t.equal(killGraceMs(run({ killPolicy: {} }), 0, { killPolicy: {} }), 2500)
})

t.test('or the stop timeout, where that is longer', async (t) => {
  t.equal(killGraceMs(run(), 2000), 2500)
  t.equal(killGraceMs(run(), 3000), 3000)
  t.equal(killGraceMs(run({ killPolicy: of(1500) }), 3000), 1500)
})

t.test('the task\'s own policy goes before it, to the millisecond', async (t) => {
  t.equal(killGraceMs(run({ killPolicy: of(1500) }), 0), 1500)
  t.equal(killGraceMs(run({ killPolicy: of(0) }), 0), 0)
})

t.test('the kill\'s policy goes before all', async (t) => {
  t.equal(killGraceMs(run({ killPolicy: of(1500) }), 0, { killPolicy: of(20) }), 20)
  t.equal(killGraceMs(run({ killPolicy: of(1500) }), 0, { killPolicy: of(0) }), 0)
})

t.test('a destroy is as long as it was set, but an executor is given the time to end its task first', async (t) => {
  t.equal(destroyGraceMs(run(), 100), 100)
  t.equal(destroyGraceMs({ ...run(), taskName: 'c' }, 100), 7500)
  t.equal(destroyGraceMs({ ...run(), taskName: 'c' }, 3000), 8000)
})
