import t from 'tap'
import type { Test } from 'tap'
import { constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HIGH_WATER_MARK, LogFile } from '../../lib/sandbox/log-file.ts'
import { deferred } from '../../lib/util/deferred.ts'

const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT

function opened (t: Test): { path: string, fd: number } {
  const path = join(t.testdir(), 'log')
  return { path, fd: openSync(path, APPEND, 0o644) }
}

t.test('pieces arrive whole and in order, and end closes the file', async (t) => {
  const { path, fd } = opened(t)
  const file = new LogFile(fd)
  let expected = ''
  for (let n = 0; n < 3000; n++) {
    expected += `line ${n}\n`
    t.equal(file.write(Buffer.from(`line ${n}\n`)), undefined)
  }
  await Promise.all([file.end(), file.end()])
  t.equal(readFileSync(path, 'utf8'), expected)
  t.throws(() => fstatSync(fd), { code: 'EBADF' })
  await t.rejects(file.write(Buffer.from('late')) as Promise<void>, { message: 'write after end' })
})

t.test('flushed resolves when the bytes are in the file', async (t) => {
  const { path, fd } = opened(t)
  const file = new LogFile(fd)
  file.write(Buffer.from('now'))
  await file.flushed()
  t.equal(readFileSync(path, 'utf8'), 'now')
  await file.end()
})

t.test('its last bytes can be read, those on the way too', async (t) => {
  const path = join(t.testdir({ log: 'before ' }), 'log')
  const file = new LogFile(openSync(path, constants.O_RDWR | constants.O_APPEND), 7)
  file.write(Buffer.from('now'))
  t.equal(file.position, 10)
  t.equal(String(await file.tail(5)), 'e now')
  t.equal(String(await file.tail(100)), 'before now')
  await file.end()
})

t.test('above the high water mark the source is held back until there is room', async (t) => {
  const { path, fd } = opened(t)
  const file = new LogFile(fd)
  const big = Buffer.alloc(HIGH_WATER_MARK, 'a')
  t.equal(file.write(big), undefined)
  const held = file.write(Buffer.from('b'))
  t.equal(file.write(Buffer.from('c')), held, 'one promise for all who wait')
  await held
  t.equal(file.write(Buffer.from('d')), undefined)
  await file.end()
  t.equal(readFileSync(path, 'utf8'), big.toString() + 'bcd')
})

t.test('what comes in during a write goes out as one batch, and short writes are completed', async (t) => {
  const { fd } = opened(t)
  const gate = deferred<void>()
  const calls: string[][] = []
  const file = new LogFile(fd, 0, async (_fd, buffers) => {
    calls.push(buffers.map(String))
    await gate.promise
    return Math.min(3, Buffer.concat(buffers).length)
  })
  file.write(Buffer.from('x'))
  file.write(Buffer.from('ab'))
  file.write(Buffer.from('cde'))
  file.write(Buffer.alloc(0))
  gate.resolve()
  await file.end()
  t.same(calls, [['x'], ['ab', 'cde', ''], ['de']])
})

t.test('an error is final: the waiting, later writes, flushed and end all reject with it', async (t) => {
  const file = new LogFile(openSync('/dev/full', constants.O_WRONLY))
  const full = { code: 'ENOSPC' }
  const held = file.write(Buffer.alloc(HIGH_WATER_MARK + 1)) as Promise<void>
  await t.rejects(held, full)
  await t.rejects(file.write(Buffer.from('more')) as Promise<void>, full)
  await t.rejects(file.flushed(), full)
  await t.rejects(file.end(), full)
})

t.test('an error that nobody waits for is told by end', async (t) => {
  const file = new LogFile(openSync('/dev/full', constants.O_WRONLY))
  t.equal(file.write(Buffer.from('lost')), undefined)
  await t.rejects(file.end(), { code: 'ENOSPC' })
})
