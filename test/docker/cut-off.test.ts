import t from 'tap'
import { boot, cutOff } from '../../lib/docker/cut-off.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { readBootId } from '../../lib/util/read-process.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'

const now = { id: 'this', at: Date.parse('2026-01-02T00:00:00Z') }
const run = (over: Partial<DockerRun>) => over as DockerRun
const started = { process: null }
const exited = (finishedAt: string) => detailsOf({ status: 'exited', running: false, finishedAt })

t.test('a container that was created and never started is of an interrupted launch', async (t) => {
  t.strictSame(cutOff(run({ bootId: 'this' }), detailsOf({ status: 'created', running: false }), now), { cutOff: 'INTERRUPTED' })
  t.strictSame(cutOff(run({ bootId: 'this' }), null, now), { cutOff: 'INTERRUPTED' }, 'as is one that the engine does not have')
})

t.test('one that runs, or ended within this boot, was cut off by nothing', async (t) => {
  t.strictSame(cutOff(run({ bootId: 'this', started }), detailsOf({}), now), {})
  t.strictSame(cutOff(run({ bootId: 'this', started }), exited('2026-01-03T00:00:00Z'), now), {})
  t.strictSame(cutOff(run({ bootId: 'other', started }), detailsOf({}), now), {}, 'even of an earlier boot: the engine is on another host')
  t.strictSame(cutOff(run({ bootId: 'this', started }), null, now), {})
  t.strictSame(cutOff(run({}), null, now), {}, 'of a record without a boot nothing is known')
})

t.test('what ran when the host went down was cut off by that', async (t) => {
  t.strictSame(cutOff(run({ bootId: 'other', started }), exited('2026-01-03T00:00:00Z'), now), { cutOff: 'REBOOTED' })
  t.strictSame(cutOff(run({ bootId: 'other', started }), exited('?'), now), { cutOff: 'REBOOTED' })
  t.strictSame(cutOff(run({ bootId: 'other', started }), null, now), { cutOff: 'REBOOTED' })
  t.strictSame(cutOff(run({ bootId: 'other', started }), exited('2026-01-01T00:00:00Z'), now), {}, 'unless it had ended before')
})

t.test('the boot of this host is its id and its time', async (t) => {
  const { id, at } = boot()
  t.equal(id, readBootId())
  t.ok(at < Date.now())
})
