import t from 'tap'
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LogFile } from '../../lib/sandbox/log-file.ts'
import { logPair } from '../../lib/sandbox/log-pair.ts'

const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT

t.test('each stream has its file, and a note is a line of stderr', async (t) => {
  const directory = t.testdir()
  const [out, err] = [join(directory, 'out'), join(directory, 'err')]
  const logs = logPair(new LogFile(openSync(out, APPEND)), new LogFile(openSync(err, APPEND)))
  logs.write('stdout', Buffer.from('o'))
  logs.write('stderr', Buffer.from('e '))
  await logs.note('note')
  t.equal(readFileSync(err, 'utf8'), 'e note\n')
  await Promise.all([logs.end(), logs.end()])
  t.equal(readFileSync(out, 'utf8'), 'o')
})

t.test('flushed is what is in both files', async (t) => {
  const path = join(t.testdir(), 'out')
  for (const lost of ['stdout', 'stderr'] as const) {
    const files = { stdout: new LogFile(openSync(path, APPEND)), stderr: new LogFile(openSync(path, APPEND)) }
    files[lost] = new LogFile(openSync('/dev/full', constants.O_WRONLY))
    const logs = logPair(files.stdout, files.stderr)
    logs.write(lost === 'stdout' ? 'stderr' : 'stdout', Buffer.from('kept '))
    await logs.flushed?.()
    logs.write(lost, Buffer.from('lost'))
    await t.rejects(Promise.resolve(logs.flushed?.()), { code: 'ENOSPC' })
    await logs.end().catch(() => {})
  }
  t.equal(readFileSync(path, 'utf8'), 'kept kept ')
})

t.test('end closes both files and rejects when bytes were lost', async (t) => {
  const [out, err] = [openSync('/dev/null', constants.O_WRONLY), openSync('/dev/full', constants.O_WRONLY)]
  const logs = logPair(new LogFile(out), new LogFile(err))
  await t.rejects(logs.note('lost'), { code: 'ENOSPC' })
  await t.rejects(logs.end(), { code: 'ENOSPC' })
  for (const fd of [out, err]) t.throws(() => fstatSync(fd), { code: 'EBADF' })
  t.throws(() => closeSync(out), { code: 'EBADF' })
})

t.test('the position is what was taken, and the last bytes of it can be read again', async (t) => {
  const path = join(t.testdir({ out: 'before ' }), 'out')
  const stdout = new LogFile(openSync(path, constants.O_RDWR | constants.O_APPEND), 7)
  const stderr = new LogFile(openSync('/dev/null', constants.O_RDWR))
  const logs = logPair(stdout, stderr)
  logs.write('stdout', Buffer.from('and after'))
  t.strictSame(logs.position, { stdout: 16, stderr: 0 })
  t.equal(String(await logs.tail?.('stdout', 11)), 'e and after')
  t.equal(String(await logs.tail?.('stdout', 99)), 'before and after')
  await logs.end()
})
