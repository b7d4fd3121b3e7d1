import t from 'tap'
import { OutputFollower } from '../../lib/execute/output-follower.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { SchedulerServer } from '../fixtures/scheduler-server.ts'

const sandbox = '/frameworks/F/executors/E/runs/latest'

t.test('both files are copied while they grow, and to their end', async t => {
  const agent = await SchedulerServer.listen(t)
  agent.files.set(`${sandbox}/stdout`, 'one ')
  let out = ''
  let err = ''
  const asleep = deferred<void>()
  const follower = new OutputFollower({
    agentUrl: `http://${agent.master}`,
    sandbox,
    stdout: text => { out += text },
    stderr: text => { err += text },
    clock: {
      now: () => 0,
      sleep: (ms, signal) => {
        asleep.resolve()
        return systemClock.sleep(ms * 1e6, signal)
      }
    }
  })
  await asleep.promise
  t.same([out, err], ['one ', ''])
  agent.files.set(`${sandbox}/stdout`, 'one two')
  agent.files.set(`${sandbox}/stderr`, 'oh')
  await follower.stop()
  t.same([out, err], ['one two', 'oh'])
})

t.test('it looks again after a while', async t => {
  const agent = await SchedulerServer.listen(t)
  const seen = deferred<string>()
  let sleeps = 0
  const follower = new OutputFollower({
    agentUrl: `http://${agent.master}`,
    sandbox,
    stdout: text => { if (text !== '') seen.resolve(text) },
    stderr: () => {},
    clock: {
      now: () => 0,
      sleep: async () => {
        sleeps++
        agent.files.set(`${sandbox}/stdout`, 'late')
      }
    }
  })
  t.equal(await seen.promise, 'late')
  t.ok(sleeps >= 1)
  await follower.stop()
})

t.test('an agent that cannot be read makes stop() reject', async t => {
  const follower = new OutputFollower({ agentUrl: 'http://127.0.0.1:1', sandbox, stdout: () => {}, stderr: () => {}, clock: systemClock })
  await t.rejects(follower.stop(), { code: 'ECONNREFUSED' })
})
