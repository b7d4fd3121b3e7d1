import { execFileSync } from 'node:child_process'
import { linkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { measureDisk } from '../../lib/sandbox/measure-disk.ts'

const { signal } = new AbortController()
const sizeOf = async (directory: string) => (await measureDisk([directory], signal)).get(directory) as number
const MIB = 1024 * 1024

t.test('what a directory takes is told, without what links lead to', async t => {
  const base = t.testdir({ outside: Buffer.alloc(3 * MIB, 'x').toString(), sandbox: { sub: {} } })
  const sandbox = join(base, 'sandbox')
  const empty = await sizeOf(sandbox)
  writeFileSync(join(sandbox, 'sub/file'), Buffer.alloc(MIB, 'x'))
  linkSync(join(sandbox, 'sub/file'), join(sandbox, 'again'))
  symlinkSync(base, join(sandbox, 'link'))
  const used = await sizeOf(sandbox) - empty
  t.ok(used >= MIB && used < 1.5 * MIB, `${used}`)
})

t.test('nor what is mounted in it', async t => {
  const base = t.testdir({ big: { file: Buffer.alloc(3 * MIB, 'x').toString() }, 'sand[box]': { 'a*': {}, own: 'x' } })
  const [sandbox, point] = [join(base, 'sand[box]'), join(base, 'sand[box]', 'a*')]
  execFileSync('mount', ['--bind', join(base, 'big'), point])
  try {
    t.ok(await sizeOf(sandbox) < MIB)
  } finally {
    execFileSync('umount', [point])
  }
})

t.test('several are told at once, without those that are not there', async t => {
  const base = t.testdir({ a: {}, b: { file: Buffer.alloc(MIB, 'x').toString() } })
  const [a, b] = [join(base, 'a'), join(base, 'b')]
  const sums = await measureDisk([a, join(base, 'none'), b], signal)
  t.strictSame([...sums.keys()], [a, b])
  t.ok(sums.get(b)! - sums.get(a)! >= MIB)
})

t.test('a directory that is not there has no size', async t => {
  await t.rejects(measureDisk([join(t.testdir(), 'none')], signal), /No such file/)
})

t.test('it is given up', async t => {
  await t.rejects(measureDisk([t.testdir()], AbortSignal.abort()), { name: 'AbortError' })
})

t.test('what goes while it is counted makes du fail, but not without a sum; one that tells nothing is an error', async t => {
  const bin = t.testdir({ du: '' })
  const { PATH } = process.env
  t.teardown(() => { process.env['PATH'] = PATH })
  process.env['PATH'] = `${bin}:${PATH}`
  const becomes = (script: string): void => writeFileSync(join(bin, 'du'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  rmSync(join(bin, 'du'))
  becomes('printf "12\\t/some\\nwhere\\0"; exit 1')
  t.equal(await sizeOf('/some\nwhere'), 12 * 1024)
  becomes('echo nothing')
  await t.rejects(measureDisk(['/a', '/b'], signal), { message: "du told no size of '/a', '/b'" })
})
