import t from 'tap'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

t.test('counters add up, and one of nothing is shown', async t => {
  const metrics = new MetricsBook()
  metrics.count('b')
  metrics.count('b', 2)
  metrics.count('a', 0)
  t.strictSame(Object.entries(metrics.snapshot()), [['a', 0], ['b', 3]])
})

t.test('gauges are read at every snapshot until they are taken away', async t => {
  const metrics = new MetricsBook()
  let value = 1
  const away = metrics.gauge('g', () => value)
  t.strictSame(metrics.snapshot(), { g: 1 })
  value = 2
  t.strictSame(metrics.snapshot(), { g: 2 })
  const again = metrics.gauge('g', () => 3)
  away()
  t.strictSame(metrics.snapshot(), { g: 3 }, 'only by whom they were declared')
  again()
  t.strictSame(metrics.snapshot(), {})
})

t.test('a gauge that throws is left out', async t => {
  const metrics = new MetricsBook()
  metrics.gauge('bad', () => { throw new Error('no') })
  metrics.count('good')
  t.strictSame(metrics.snapshot(), { good: 1 })
})

t.test('timers are shown among the others, below their name', async t => {
  const metrics = new MetricsBook(new FakeClock())
  metrics.count('z')
  metrics.time('t', 5)
  metrics.time('t', 7)
  t.match(metrics.snapshot(), { t: 7, 't/count': 2, 't/min': 5, 't/p50': 6, z: 1 })
})
