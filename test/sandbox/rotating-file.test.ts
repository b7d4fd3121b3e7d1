import t from 'tap'
import type { Test } from 'tap'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openLogFile } from '../../lib/sandbox/open-log-file.ts'
import { RotatingFile } from '../../lib/sandbox/rotating-file.ts'
import type { Rotated } from '../../lib/sandbox/rotating-file.ts'
import type { Rotation } from '../../lib/sandbox/rotation.ts'

/** A log in a directory of its own, which can be opened again and again. */
function room (t: Test, given: Partial<Rotation> = {}) {
  const directory = t.testdir()
  const path = join(directory, 'log')
  const rotation = { maxBytes: 10, files: 3, compress: false, ...given }
  let rotated: Rotated | undefined
  let failing: Error | undefined
  const open = () => RotatingFile.open({
    path,
    rotation,
    open: (name) => openLogFile(name, undefined),
    async record (value) {
      if (failing !== undefined) throw failing
      rotated = value
    }
  }, rotated)
  const text = (name: string) => readFileSync(join(directory, name), 'utf8')
  return { directory, path, open, text, all: () => Object.fromEntries(readdirSync(directory).sort().map((name) => [name, text(name)])), rotated: () => rotated, fail: (error?: Error) => { failing = error } }
}

t.test('a full file is moved on, a line is not cut, and the position counts all', async (t) => {
  const { open, all } = room(t)
  const file = await open()
  t.equal(file.write(Buffer.from('one\n')), undefined)
  await file.write(Buffer.from('two\nthree\nfour\n'))
  t.equal(file.position, 19)
  await file.flushed()
  t.same(all(), { log: 'four\n', 'log.1': 'three\n', 'log.2': 'one\ntwo\n' })
  await file.end()
  const again = await open()
  t.equal(again.position, 19)
  t.equal(String(await again.tail(8)), 'ee\nfour\n')
  t.equal(String(await again.tail(5)), 'four\n')
  t.equal(String(await again.tail(100)), 'three\nfour\n')
  await again.end()
})

t.test('a line that is longer than a file is cut; what comes during a rotation waits its turn', async (t) => {
  const { open, all } = room(t, { files: 9 })
  const file = await open()
  const first = file.write(Buffer.from('0123456789abcdefghij+'))
  const second = file.write(Buffer.from('next\n'))
  t.equal(file.position, 26)
  await Promise.all([first, second])
  await file.end()
  t.same(all(), { log: '+next\n', 'log.1': 'abcdefghij', 'log.2': '0123456789' })
})

t.test('as many are kept as are asked for', async (t) => {
  for (const files of [0, 1]) {
    const { open, all } = room(t, { files })
    const file = await open()
    for (const line of ['first\n', 'second\n', 'third\n']) await file.write(Buffer.from(line))
    await file.end()
    t.same(all(), files === 0 ? { log: 'third\n' } : { log: 'third\n', 'log.1': 'second\n' })
    t.equal((await open()).position, 19)
  }
})

t.test('all but the newest are compressed', async (t) => {
  const { open, directory, text } = room(t, { compress: true })
  const file = await open()
  for (const line of ['first\n', 'second\n', 'third\n', 'fourth\n']) await file.write(Buffer.from(line))
  await file.end()
  t.same(readdirSync(directory).sort(), ['log', 'log.1', 'log.2.gz', 'log.3.gz'])
  t.equal(text('log.1'), 'third\n')
  t.equal(String(gunzipSync(readFileSync(join(directory, 'log.3.gz')))), 'first\n')
})

t.test('one that cannot be compressed stays', async (t) => {
  const { open, directory } = room(t, { compress: true })
  mkdirSync(join(directory, 'log.2.gz.tmp'))
  const file = await open()
  for (const line of ['first\n', 'second\n', 'third\n']) await file.write(Buffer.from(line))
  await file.end()
  t.same(readdirSync(directory).sort(), ['log', 'log.1', 'log.2', 'log.2.gz.tmp'])
})

t.test('a device that a task has put in the place of one is not read', async (t) => {
  const { open, directory } = room(t, { compress: true })
  const file = await open()
  for (const line of ['first\n', 'second\n']) await file.write(Buffer.from(line))
  rmSync(join(directory, 'log.1'))
  // It is endless: what reads it never comes to the end.
  execFileSync('mknod', [join(directory, 'log.1'), 'c', '1', '5'])
  await file.write(Buffer.from('third\n'))
  await file.end()
  t.same(readdirSync(directory).sort(), ['log', 'log.1', 'log.2'])
})

t.test('a crash before, in and after a move is none of the position', async (t) => {
  const { open, path, rotated } = room(t)
  const file = await open()
  await file.write(Buffer.from('one\ntwo\n'))
  await file.write(Buffer.from('three\n'))
  await file.end()
  t.match(rotated(), { bytes: 0, moving: { size: 8 } })
  t.equal((await open()).position, 14)
  // As it was before the new one was made, and before the old one was moved.
  unlinkSync(path)
  t.equal((await open()).position, 8)
  unlinkSync(path)
  renameSync(`${path}.1`, path)
  const back = await open()
  t.equal(back.position, 8)
  t.equal(String(await back.tail(4)), 'two\n')
})

t.test('an error of the move is told, and the move can be made again', async (t) => {
  const { open, all, fail } = room(t)
  const file = await open()
  await file.write(Buffer.from('one\ntwo\n'))
  fail(new Error('no room'))
  await t.rejects(async () => await file.write(Buffer.from('three\n')), { message: 'no room' })
  await file.end()
  fail()
  const again = await open()
  t.equal(again.position, 8)
  await again.write(Buffer.from('three\n'))
  await again.end()
  t.same(all(), { log: 'three\n', 'log.1': 'one\ntwo\n' })
})

t.test('the end of one that ended while it was moved is waited for, and its error told', async (t) => {
  const { open, fail } = room(t)
  const file = await open()
  fail(new Error('no room'))
  const held = file.write(Buffer.from('longer than ten bytes'))!
  await Promise.all([t.rejects(held, { message: 'no room' }), t.rejects(file.end(), { message: 'no room' })])
})

t.test('what is not there to be read is no tail', async (t) => {
  const { open, path } = room(t)
  const file = await open()
  await file.write(Buffer.from('one\ntwo\nthree\n'))
  rmSync(`${path}.1`)
  symlinkSync('log', `${path}.1`)
  t.equal(String(await file.tail(100)), 'three\n')
  await file.end()
})
