import t from 'tap'
import { mountOf } from '../../../lib/docker/preflight/mount-of.ts'

const mounts = `overlay / overlay rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sdb1 /var/lib ext4 rw,relatime,prjquota 0 0
/dev/sdc1 /srv/a\\040b\\134c xfs rw 0 0
tmpfs /run tmpfs rw 0 0
/dev/sdd1 /run ext4 rw 0 0

broken
`

t.test('the deepest mount around a path holds it', async (t) => {
  t.strictSame(mountOf('/var/lib/mesos', mounts), { mountPoint: '/var/lib', fileSystem: 'ext4', options: ['rw', 'relatime', 'prjquota'] })
  t.strictSame(mountOf('/var/lib', mounts), { mountPoint: '/var/lib', fileSystem: 'ext4', options: ['rw', 'relatime', 'prjquota'] })
  t.strictSame(mountOf('/var/library', mounts), { mountPoint: '/', fileSystem: 'overlay', options: ['rw', 'relatime'] })
})

t.test('blanks and backslashes of a mount point are as in its path', async (t) => {
  t.strictSame(mountOf('/srv/a b\\c/d', mounts), { mountPoint: '/srv/a b\\c', fileSystem: 'xfs', options: ['rw'] })
})

t.test('the later of two mounts on one point covers the earlier', async (t) => {
  t.strictSame(mountOf('/run/x', mounts), { mountPoint: '/run', fileSystem: 'ext4', options: ['rw'] })
})

t.test('where nothing is listed nothing is known', async (t) => {
  t.strictSame(mountOf('/x', ''), { mountPoint: '/', fileSystem: 'unknown', options: [] })
})
