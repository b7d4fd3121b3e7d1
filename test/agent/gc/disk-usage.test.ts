import t from 'tap'
import { diskUsage } from '../../../lib/agent/gc/disk-usage.ts'

t.test('the usage of a disk is a part of it, and one without blocks has none', async t => {
  const usage = await diskUsage(t.testdir())
  t.ok(usage > 0 && usage < 1)
  t.equal(await diskUsage('/proc'), 0)
})
