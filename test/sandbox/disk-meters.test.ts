import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { diskMeters } from '../../lib/sandbox/disk-meters.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'

t.test('each sandbox has a meter of its own, and what exceeds is counted from the beginning', async t => {
  const metrics = new MetricsBook()
  const closing = new AbortController()
  const meters = diskMeters({ enforce: false, intervalMs: 1000, closing: closing.signal, clock: systemClock, log: capturedLog(), metrics })
  t.strictSame(metrics.snapshot(), { 'containerizer/disk_quotas_exceeded': 0 })
  const base = t.testdir({ a: {}, b: {}, c: {} })
  writeFileSync(join(base, 'b/file'), Buffer.alloc(1024 * 1024, 'x'))
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(name => meters(join(base, name)).usage())) as [number, number, number]
  t.equal(a, c)
  t.ok(b - a >= 1024 * 1024)
})
