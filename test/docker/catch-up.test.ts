import t from 'tap'
import fc from 'fast-check'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { catchUp, counting, cursorOfFiles } from '../../lib/docker/catch-up.ts'
import { logsOf, memoryLogs } from '../fixtures/docker-faults.ts'
import type { Output } from '../fixtures/docker-faults.ts'
import type { DockerEngine, OutputStream } from '../../types/docker-engine.ts'

const engineWith = (chunks: Array<[OutputStream, string]>) => ({ logs: logsOf(chunks) }) as unknown as DockerEngine

t.test('the cursor of files is their lengths in bytes', async (t) => {
  const directory = t.testdir({ stdout: 'zwölf' })
  await writeFile(join(directory, 'stderr'), '')
  t.strictSame(await cursorOfFiles(directory), { stdout: 6, stderr: 0 })
})

t.test('files that are not there have no cursor', async (t) => {
  await t.rejects(cursorOfFiles(t.testdir({ stdout: '' })), { code: 'ENOENT' })
})

t.test('a counting sink moves the cursor on and holds back as its sink does', async (t) => {
  const cursor = { stdout: 1, stderr: 2 }
  const held = Promise.resolve()
  const sink = counting({ write: (stream) => stream === 'stdout' ? held : undefined }, cursor)
  t.equal(sink.write('stdout', Buffer.from('abc')), held)
  t.equal(sink.write('stderr', Buffer.from('d')), undefined)
  t.strictSame(cursor, { stdout: 4, stderr: 3 })
})

t.test('only what lies beyond the cursor is written, wherever the chunks end', async (t) => {
  const chunk = fc.tuple(fc.constantFrom<OutputStream>('stdout', 'stderr'), fc.string({ unit: 'binary-ascii', maxLength: 5 }))
  await fc.assert(fc.asyncProperty(fc.array(chunk), fc.nat(20), fc.nat(20), async (chunks, out, err) => {
    const whole: Output = { stdout: '', stderr: '' }
    for (const [stream, text] of chunks) whole[stream] += text
    const known = { stdout: Math.min(out, whole.stdout.length), stderr: Math.min(err, whole.stderr.length) }
    const logs = memoryLogs()
    const cursor = { ...known }
    await catchUp(engineWith(chunks), 'c', false, logs, cursor)
    t.equal(whole.stdout.slice(0, known.stdout) + logs.output.stdout, whole.stdout)
    t.equal(whole.stderr.slice(0, known.stderr) + logs.output.stderr, whole.stderr)
    t.strictSame(cursor, { stdout: whole.stdout.length, stderr: whole.stderr.length })
  }), { numRuns: 40 })
})

t.test('a second time adds nothing', async (t) => {
  const engine = engineWith([['stdout', 'one'], ['stderr', 'two']])
  const logs = memoryLogs()
  const cursor = { stdout: 0, stderr: 0 }
  await catchUp(engine, 'c', false, logs, cursor)
  await catchUp(engine, 'c', false, logs, cursor)
  t.strictSame(logs.output, { stdout: 'one', stderr: 'two' })
})

t.test('a log that breaks off has moved the cursor as far as it came', async (t) => {
  const logs = memoryLogs()
  const cursor = { stdout: 0, stderr: 0 }
  const broken = { logs: async (...args: Parameters<DockerEngine['logs']>) => { await logsOf([['stdout', 'half']])(args[0], args[1]); throw new Error('cut') } }
  await t.rejects(catchUp(broken as unknown as DockerEngine, 'c', false, logs, cursor), { message: 'cut' })
  t.strictSame(cursor, { stdout: 4, stderr: 0 })
  await catchUp(engineWith([['stdout', 'half and half']]), 'c', false, logs, cursor)
  t.equal(logs.output.stdout, 'half and half')
})
