import t from 'tap'
import { PosixContainer } from '../../lib/posix/posix-container.ts'
import type { PosixRun } from '../../lib/posix/posix-run.ts'

const disk = () => ({ enforces: false, usage: async () => undefined, watch () {} })

t.test('it runs from the success of its launch until its end has been seen', async (t) => {
  const container = new PosixContainer({ value: 'c' }, '/s', undefined, disk)
  t.same([container.running, container.over], [null, false])
  const run = { started: false } as PosixRun
  container.run = run
  t.equal(container.running, null)
  run.started = true
  t.equal(container.running, run)
  run.termination = { message: 'seen' }
  t.same([container.running, container.over], [null, true])
  container.end({ message: 'told' })
  t.same(await container.ended.promise, { message: 'told' })
})

t.test('a launch that failed is over without a run', async (t) => {
  const container = new PosixContainer({ value: 'c' }, '/s', undefined, disk)
  container.end({ message: 'failed' })
  t.equal(container.over, true)
})

t.test('when it is let go of, nothing is due for it any more', async (t) => {
  const container = new PosixContainer({ value: 'c' }, '/s', undefined, disk)
  container.letGo()
  t.ok(container.diskWatch.signal.aborted)
  const escalation = new AbortController()
  container.escalation = escalation
  container.letGo()
  t.ok(escalation.signal.aborted)
})
