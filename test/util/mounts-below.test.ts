import t from 'tap'
import { mountsBelow } from '../../lib/util/mounts-below.ts'

t.test('mounts at and below the path are found, others with a like name are not', async t => {
  const line = (point: string) => `36 35 98:0 / ${point} rw,noatime - ext4 /dev/root rw`
  const mountinfo = ['/', '/w/run', '/w/run/in', '/w/run\\040two', '/w/running', ''].map((point) => point === '' ? '' : line(point)).join('\n')
  t.strictSame(mountsBelow('/w/run', mountinfo), ['/w/run', '/w/run/in'])
  t.strictSame(mountsBelow('/w/run two', mountinfo), ['/w/run two'])
  t.strictSame(mountsBelow('/w/none', mountinfo), [])
})
