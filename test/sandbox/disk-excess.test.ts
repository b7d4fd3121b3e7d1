import t from 'tap'
import { diskExcess } from '../../lib/sandbox/disk-excess.ts'

t.test('sizes are told in the largest unit without a fraction, the quota in MB', async t => {
  t.strictSame(diskExcess({ usedBytes: 2 ** 30 + 1024, quotaBytes: 2 ** 30 }), {
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_DISK',
    message: 'Disk usage (1048577KB) exceeds quota (1GB)',
    limitation: { resources: [{ name: 'disk', type: 'SCALAR', scalar: { value: 1024 } }] }
  })
  t.equal(diskExcess({ usedBytes: 2048 * 2 ** 40, quotaBytes: 0 }).message, 'Disk usage (2048TB) exceeds quota (0B)')
})
