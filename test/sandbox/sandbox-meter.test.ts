import t from 'tap'
import { SandboxMeter } from '../../lib/sandbox/sandbox-meter.ts'
import type { SandboxMeterParts } from '../../lib/sandbox/sandbox-meter.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import type { DiskExcess } from '../../types/sandbox.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'

function stage (over: Partial<SandboxMeterParts> = {}) {
  const clock = new FakeClock()
  const log = capturedLog()
  const disk = { bytes: 10, looks: 0, failure: undefined as Error | undefined, signals: [] as AbortSignal[] }
  const metrics = new MetricsBook()
  const closing = new AbortController()
  const meter = new SandboxMeter('/sandbox', {
    async measure (_directory, { signal }) {
      disk.looks++
      disk.signals.push(signal)
      if (disk.failure !== undefined) throw disk.failure
      return disk.bytes
    },
    enforce: true,
    intervalMs: 100,
    closing: closing.signal,
    clock,
    log,
    metrics,
    ...over
  })
  return { clock, log, disk, metrics, closing, meter }
}

t.test('what was measured is believed for a while', async t => {
  const { clock, disk, meter } = stage()
  t.strictSame(await Promise.all([meter.usage(), meter.usage()]), [10, 10])
  disk.bytes = 20
  await clock.advance(99)
  t.equal(await meter.usage(), 10)
  t.equal(disk.looks, 1)
  await clock.advance(1)
  t.equal(await meter.usage(), 20)
  t.equal(clock.sleeping, 0, 'no timer is left')
})

t.test('nobody waits long for a large sandbox, and what it takes is known the next time', async t => {
  const answer = deferred<number>()
  const { clock, meter } = stage({ measure: () => answer.promise, intervalMs: 5000 })
  const first = meter.usage()
  await clock.advance(1000)
  t.equal(await first, undefined)
  answer.resolve(7)
  await clock.advance(0)
  t.equal(await meter.usage(), 7)
})

t.test('a quota is enforced once, and only what is above it', async t => {
  const { clock, disk, metrics, meter } = stage()
  const told: DiskExcess[] = []
  let quota = undefined as number | undefined
  meter.watch({ quota: () => quota, exceeded: (excess) => told.push(excess), signal: new AbortController().signal })
  await clock.advance(100)
  t.equal(disk.looks, 0, 'without a quota nothing is measured')
  quota = 10
  await clock.advance(100)
  t.equal(disk.looks, 1)
  t.strictSame(told, [])
  disk.bytes = 11
  await clock.advance(1000)
  t.strictSame(told, [{ usedBytes: 11, quotaBytes: 10 }])
  t.match(metrics.snapshot(), { 'containerizer/disk_quotas_exceeded': 1 })
  t.equal(clock.sleeping, 0)
})

t.test('a watch ends with its container, and there is none where quotas are not enforced', async t => {
  const { clock, disk, meter } = stage()
  const over = new AbortController()
  meter.watch({ quota: () => 1, exceeded: () => t.fail('it was told'), signal: over.signal })
  over.abort()
  meter.watch({ quota: () => 1, exceeded: () => t.fail('it was told'), signal: over.signal })
  await clock.advance(1000)
  const lenient = stage({ enforce: false })
  lenient.meter.watch({ quota: () => 1, exceeded: () => t.fail('it was told'), signal: new AbortController().signal })
  await lenient.clock.advance(1000)
  t.same([meter.enforces, lenient.meter.enforces], [true, false])
  t.strictSame([disk.looks, lenient.disk.looks, clock.sleeping, lenient.clock.sleeping], [0, 0, 0, 0])
})

t.test('one that ends while it is measured is not told of', async t => {
  const over = new AbortController()
  const { clock, meter } = stage({ measure: async () => { over.abort(); return 99 } })
  meter.watch({ quota: () => 1, exceeded: () => t.fail('it was told'), signal: over.signal })
  await clock.advance(200)
})

t.test('what cannot be measured is not known, which is said once', async t => {
  const { clock, disk, log, meter } = stage()
  disk.failure = new Error('no disk')
  t.equal(await meter.usage(), undefined)
  await clock.advance(100)
  t.equal(await meter.usage(), undefined)
  t.strictSame(log.lines, ['warn it cannot be told how much of the disk a sandbox takes'])
  disk.failure = undefined
  await clock.advance(100)
  t.equal(await meter.usage(), 10)
})

t.test('one that could not be measured is measured without others', async t => {
  const asked: boolean[] = []
  const { clock, meter } = stage({ measure: async (_directory, { alone }) => { asked.push(alone); throw new Error('no disk') } })
  await meter.usage()
  await clock.advance(100)
  await meter.usage()
  t.strictSame(asked, [false, true])
})

t.test('a disk that does not answer is given up', async t => {
  const { clock, log, meter, disk } = stage({ measure: (_directory, { signal }) => { disk.signals.push(signal); return new Promise(() => {}) } })
  meter.usage()
  await clock.advance(300_000)
  t.ok(disk.signals[0]?.aborted)
  t.match(log.fields[0], { err: { message: 'it took longer than 300 seconds' } })
})

t.test('when everything closes, what is measured is given up, and no more is', async t => {
  const { disk, closing, log, meter } = stage({
    measure: (_directory, { signal }) => {
      disk.signals.push(signal)
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
  })
  const asked = meter.usage()
  closing.abort()
  t.equal(await asked, undefined)
  t.ok(disk.signals[0]?.aborted)
  t.equal(await stage({ closing: closing.signal }).meter.usage(), undefined)
  t.strictSame(log.lines, [])
})

t.test('a look that fails is said, and another one follows', async t => {
  const { clock, log, meter } = stage()
  const over = new AbortController()
  let looks = 0
  meter.watch({ quota: () => { looks++; throw new Error('no quota') }, exceeded: () => {}, signal: over.signal })
  await clock.advance(200)
  t.equal(looks, 2)
  t.equal(log.lines[0], 'warn the disk quota of a sandbox could not be enforced, it is tried again')
  over.abort()
})
