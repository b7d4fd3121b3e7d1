import t from 'tap'
import type { Test } from 'tap'
import { FileTail } from '../../lib/execute/file-tail.ts'
import { OutputFollower } from '../../lib/execute/output-follower.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { Clock } from '../../types/clock.ts'
import { SchedulerServer } from '../fixtures/scheduler-server.ts'

const sandbox = '/frameworks/F/executors/E/runs/latest'

async function follow (t: Test, clock: Clock, take: (text: string) => void) {
  const agent = await SchedulerServer.listen(t)
  agent.files.set(`${sandbox}/stdout`, 'one ')
  const files = ['stdout', 'stderr'].map(name => ({ tail: new FileTail(`http://${agent.master}`, `${sandbox}/${name}`), take: (bytes: Uint8Array) => take(`${name}: ${Buffer.from(bytes)}`) }))
  return { agent, follower: new OutputFollower(files, clock) }
}

t.test('files are copied while they grow, and to their end', async t => {
  const asleep = deferred<void>()
  const taken: string[] = []
  const { agent, follower } = await follow(t, {
    now: () => 0,
    sleep: (ms, signal) => {
      asleep.resolve()
      return systemClock.sleep(ms * 1e6, signal)
    }
  }, text => taken.push(text))
  await asleep.promise
  t.strictSame(taken, ['stdout: one '])
  agent.files.set(`${sandbox}/stdout`, 'one two')
  agent.files.set(`${sandbox}/stderr`, 'oh')
  await follower.stop()
  await follower.done
  t.strictSame(taken.slice(1), ['stdout: two', 'stderr: oh'])
})

t.test('it looks again after a while', async t => {
  const seen = deferred<void>()
  let sleeps = 0
  const { agent, follower } = await follow(t, {
    now: () => 0,
    async sleep () {
      sleeps++
      agent.files.set(`${sandbox}/stdout`, 'one late')
    }
  }, text => { if (text === 'stdout: late') seen.resolve() })
  await seen.promise
  t.ok(sleeps >= 1)
  await follower.stop()
})

t.test('an agent that cannot be read, or a reader that is gone, ends it', async t => {
  const unreachable = new OutputFollower([{ tail: new FileTail('http://127.0.0.1:1', `${sandbox}/stdout`), take: () => {} }], systemClock)
  await t.rejects(unreachable.stop(), { code: 'ECONNREFUSED' })
  const { follower } = await follow(t, systemClock, () => { throw new Error('nobody reads') })
  await t.rejects(follower.done, { message: 'nobody reads' })
})
