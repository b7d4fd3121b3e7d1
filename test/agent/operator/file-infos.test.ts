import { chownSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { fileInfos } from '../../../lib/agent/operator/file-infos.ts'

t.test('each file is told with names of its owner, or numbers where there is none', async t => {
  const directory = t.testdir({ two: 'text', one: {} })
  utimesSync(join(directory, 'two'), 5, 5.9)
  chownSync(join(directory, 'two'), 54321, 54322)
  symlinkSync('/etc/passwd', join(directory, 'three'))
  const infos = await fileInfos(directory, '/shown')
  t.match(infos, [
    { path: '/shown/one', nlink: 2, uid: 'root', gid: 'root' },
    { path: '/shown/three', size: '/etc/passwd'.length },
    { path: '/shown/two', nlink: 1, size: 4, mtime: { nanoseconds: 5e9 }, mode: 0o100644, uid: '54321', gid: '54322' }
  ])
  t.strictSame(await fileInfos(join(directory, 'two'), '/shown'), [])
})

t.test('a file that goes before it is looked at is not there', async t => {
  // The handle by which this directory is read is listed in it, and closed after that.
  const infos = await fileInfos('/proc/self/fd', '/shown')
  t.strictSame(infos.map(({ path }) => path).slice(0, 2), ['/shown/0', '/shown/1'])
})
