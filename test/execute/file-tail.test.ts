import { appendFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { FileTail } from '../../lib/execute/file-tail.ts'
import { SandboxAgent } from '../fixtures/sandbox-agent.ts'

async function stage (t: Test, content?: string | Buffer, offset?: number) {
  const agent = await SandboxAgent.listen(t)
  const sandbox = agent.run('f', 'e', 'c', content === undefined ? {} : { stdout: content })
  const tail = new FileTail(agent.url, '/frameworks/f/executors/e/runs/latest/stdout', offset)
  const read = async () => {
    const pieces: Uint8Array[] = []
    await tail.copy(piece => pieces.push(piece))
    return Buffer.concat(pieces)
  }
  return { agent, tail, read, file: join(sandbox, 'stdout') }
}

t.test('a file that is not there yet is empty', async t => {
  const { read } = await stage(t)
  t.same(await read(), Buffer.alloc(0))
})

t.test('each call gives what was added, byte by byte as it is', async t => {
  const bytes = Buffer.from(Array.from({ length: 150_000 }, (_none, at) => at * 7 % 256))
  const { read, file } = await stage(t, bytes)
  t.ok(bytes.equals(await read()))
  t.same(await read(), Buffer.alloc(0))
  appendFileSync(file, Buffer.from([0xe2, 0x82]))
  t.same(await read(), Buffer.from([0xe2, 0x82]), 'half a character')
})

t.test('it begins where it is told to', async t => {
  const { read } = await stage(t, 'one two', 4)
  t.same(String(await read()), 'two')
})

t.test('what is written while it is read is for the next call', async t => {
  const { tail, read, file } = await stage(t, Buffer.alloc(65_536, 'a'))
  let pieces = 0
  await tail.copy(async () => {
    pieces++
    appendFileSync(file, Buffer.alloc(65_536, 'b'))
  })
  t.equal(pieces, 1)
  t.equal(String(await read()), 'b'.repeat(65_536))
})

t.test('of a file that was moved the rest is read, then the new one', async t => {
  const { read, file } = await stage(t, 'one ')
  t.equal(String(await read()), 'one ')
  appendFileSync(file, 'two ')
  renameSync(file, `${file}.1`)
  writeFileSync(file, 'new')
  t.equal(String(await read()), 'two new')
})

t.test('one that was moved and is gone gives the new one only', async t => {
  const { read, file } = await stage(t, 'one ')
  await read()
  writeFileSync(file, 'new')
  t.equal(String(await read()), 'new')
})

t.test('an agent that refuses is an error', async t => {
  const { agent, read } = await stage(t, 'a')
  agent.recovered = false
  await t.rejects(read(), { code: 'CONTAINERIZER_ERR_MASTER_FAILED' })
})
