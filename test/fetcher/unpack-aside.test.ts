import t from 'tap'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpackAside as makeAside } from '../../lib/fetcher/unpack-aside.ts'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { limits } from '../fixtures/fetcher/tools.ts'

const unpackAside = makeAside()

t.test('an archive is unpacked by another thread', async (t) => {
  const base = t.testdir({ a: makeTar([{ path: 'd/f', content: 'x' }]) })
  await unpackAside({ kind: 'archive', archive: join(base, 'a'), name: 'a.tar', tree: join(base, 'tree'), limits })
  t.equal(readFileSync(join(base, 'tree/d/f'), 'utf8'), 'x')
})

t.test('what went wrong there is said here, with its code', async (t) => {
  const base = t.testdir({ a: makeTar([{ path: '../f', content: 'x' }]) })
  const job = { kind: 'archive' as const, archive: join(base, 'a'), name: 'a.tar', tree: join(base, 'tree'), limits }
  await t.rejects(unpackAside(job), { message: "Failed to extract archive 'a.tar': '../f' contains '..'" })
  await t.rejects(unpackAside({ ...job, archive: join(base, 'none'), tree: join(base, 'two') }), { code: 'ENOENT' })
})

t.test('an abort ends the thread, and only then rejects', async (t) => {
  const base = t.testdir()
  const abort = new AbortController()
  const archive = join(base, 'fifo')
  execFileSync('mkfifo', [archive])
  const unpacking = unpackAside({ kind: 'archive', archive, name: 'a.tar', tree: join(base, 'tree'), limits }, abort.signal)
  const rejected = t.rejects(unpacking, { message: 'enough' })
  // It can be opened for writing once the other side reads.
  const writer = spawn('sh', ['-c', 'exec 3>"$1"; echo open; exec sleep 1000 3>&- 3>"$1"', 'sh', archive], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(writer.stdout, 'data')
  abort.abort(new Error('enough'))
  writer.kill('SIGKILL')
  await rejected
  await t.rejects(unpackAside({ kind: 'archive', archive, name: 'a.tar', tree: join(base, 'two'), limits }, abort.signal), { message: 'enough' })
})

t.test('a thread that runs out of memory takes nobody with it', async (t) => {
  const base = t.testdir({ a: makeTar([{ path: 'f' }]) })
  await t.rejects(makeAside(1)({ kind: 'archive', archive: join(base, 'a'), name: 'a.tar', tree: join(base, 'tree'), limits }), /^Failed to extract archive 'a.tar': .*memory/)
})
