import t from 'tap'
import { TimerWindow } from '../../lib/util/timer-window.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'

t.test('a timer without durations says nothing', async (t) => {
  t.strictSame(new TimerWindow(new FakeClock()).snapshot(), [])
})

t.test('what is said of the durations is what the original says of the same', async (t) => {
  const timer = new TimerWindow(new FakeClock())
  for (const value of [90.48576, 76.276736, 88.944384]) timer.add(value)
  const rounded = timer.snapshot().map(([name, value]) => [name, Number(value.toFixed(6))])
  t.strictSame(rounded, [
    ['', 88.944384], ['/count', 3], ['/min', 76.276736], ['/max', 90.48576],
    ['/p50', 88.944384], ['/p90', 90.177485], ['/p95', 90.331622], ['/p99', 90.454932], ['/p999', 90.482677], ['/p9999', 90.485452]
  ])
})

t.test('only the last hour counts, and a bounded number of it', async (t) => {
  const clock = new FakeClock()
  const timer = new TimerWindow(clock)
  timer.add(1)
  await clock.advance(3_600_000)
  timer.add(2)
  t.match(timer.snapshot(), [['', 2], ['/count', 2]])
  await clock.advance(1)
  t.match(timer.snapshot(), [['', 2], ['/count', 1], ['/min', 2]])
  for (let value = 0; value < 1100; value++) timer.add(value)
  t.match(timer.snapshot(), [['', 1099], ['/count', 1000], ['/min', 100]])
})
