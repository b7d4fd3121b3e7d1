import t from 'tap'
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { compressFile } from '../../lib/sandbox/compress-file.ts'

t.test('the file is replaced, with its owner and mode', async (t) => {
  const directory = t.testdir({ log: 'text\n'.repeat(1000) })
  const path = join(directory, 'log')
  chmodSync(path, 0o640)
  chownSync(path, 65534, 65534)
  await compressFile(path)
  t.same(readdirSync(directory), ['log.gz'])
  t.equal(String(gunzipSync(readFileSync(`${path}.gz`))), 'text\n'.repeat(1000))
  const { mode, uid, gid } = lstatSync(`${path}.gz`)
  t.same([mode & 0o777, uid, gid], [0o640, 65534, 65534])
})

t.test('no link is followed: neither in place of the file nor of the new one', async (t) => {
  const directory = t.testdir({ victim: 'mine', log: 'text' })
  const path = join(directory, 'log')
  symlinkSync('victim', `${path}.gz.tmp`)
  await compressFile(path)
  t.equal(readFileSync(join(directory, 'victim'), 'utf8'), 'mine')
  symlinkSync('victim', path)
  await t.rejects(compressFile(path), { code: 'ELOOP' })
})

t.test('what is no file is not read, and stays', async (t) => {
  const directory = t.testdir()
  const path = join(directory, 'log')
  // A device that ends at once: with one that does not, such as a disk, a failure of this would never end.
  for (const kind of [['c', '1', '3'], ['p']]) {
    execFileSync('mknod', [path, ...kind])
    await t.rejects(compressFile(path), { message: `'${path}' is no file` })
    t.same(readdirSync(directory), ['log'])
    rmSync(path)
  }
})

t.test('without the file nothing happens', async (t) => {
  const directory = t.testdir()
  await compressFile(join(directory, 'log'))
  t.same(readdirSync(directory), [])
})
