import t from 'tap'
import { ExitHints } from '../../../lib/docker/watch/exit-hints.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import { FakeClock, settled } from '../../agent/scheduler/fakes.ts'
import type { ExitResult } from '../../../types/docker-engine.ts'

function hinted () {
  const clock = new FakeClock()
  const metrics = new MetricsBook()
  const hints = new ExitHints({ clock, metrics })
  const arm = (id: string) => {
    const exit = deferred<ExitResult>()
    hints.heed(id, { exit: exit.promise, abandon: () => exit.reject(new Error('given up')) })
    return exit
  }
  const noticed = () => Object.values(metrics.snapshot())
  return { clock, hints, metrics, arm, noticed }
}

t.test('every source is in the metrics before anything was noticed', async (t) => {
  t.strictSame(hinted().metrics.snapshot(), {
    'containerizer/docker/exits_noticed_by_event': 0,
    'containerizer/docker/exits_noticed_by_process': 0,
    'containerizer/docker/exits_noticed_by_sweep': 0,
    'containerizer/docker/exits_noticed_by_wait': 0
  })
})

t.test('a waiter that answers first has noticed first', async (t) => {
  const { hints, arm, noticed, clock } = hinted()
  const { promise, resolve } = arm('c')
  t.strictSame(hints.awaited, ['c'])
  resolve({ exitCode: 3 })
  t.strictSame(await promise, { exitCode: 3 })
  await settled()
  hints.hint('c', 'event')
  t.strictSame(hints.awaited, [])
  t.strictSame(noticed(), [0, 0, 0, 1])
  t.equal(clock.sleeping, 0)
})

t.test('a waiter that answers after a hint gives its answer, and the hint has noticed first', async (t) => {
  const { hints, arm, noticed, clock } = hinted()
  const { promise, resolve } = arm('c')
  hints.hint('c', 'event')
  hints.hint('c', 'sweep')
  resolve({ exitCode: 0 })
  await promise
  await settled()
  t.equal(clock.sleeping, 0)
  t.strictSame(noticed(), [1, 0, 0, 0])
})

for (const { source, graceMs, counts } of [
  { source: 'event', graceMs: 3000, counts: [1, 0, 0, 0] },
  { source: 'sweep', graceMs: 1000, counts: [0, 0, 1, 0] },
  { source: 'process', graceMs: 5000, counts: [0, 1, 0, 0] }
] as const) {
  t.test(`a waiter that says nothing after a hint is given up: ${source}`, async (t) => {
    const { hints, arm, noticed, clock } = hinted()
    const { promise } = arm('c')
    hints.hint('c', source)
    await clock.advance(graceMs - 1)
    t.strictSame(hints.awaited, ['c'])
    const lost = t.rejects(promise, { message: 'given up' })
    await clock.advance(1)
    await lost
    t.strictSame(hints.awaited, [])
    t.strictSame(noticed(), counts)
  })
}

t.test('waiters of one container are heeded side by side, and others left alone', async (t) => {
  const { hints, arm, clock } = hinted()
  const [one, two, other] = [arm('c'), arm('c'), arm('d')]
  one.resolve({ exitCode: 0 })
  await settled()
  t.strictSame(hints.awaited, ['c', 'd'])
  hints.hint('c', 'sweep')
  hints.hint('unknown', 'sweep')
  const lost = t.rejects(two.promise)
  await clock.advance(1000)
  await lost
  t.strictSame(hints.awaited, ['d'])
  other.resolve({ exitCode: 0 })
})
