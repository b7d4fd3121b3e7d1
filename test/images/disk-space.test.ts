import t from 'tap'
import { diskSpace } from '../../lib/images/disk-space.ts'

t.test('a file system tells what is free of it', async (t) => {
  const { freeBytes, totalBytes } = await diskSpace('/')
  t.ok(freeBytes > 0 && freeBytes < totalBytes)
})

t.test('what is not there has no disk', async (t) => {
  await t.rejects(diskSpace('/no/such/place'), { code: 'ENOENT' })
})
