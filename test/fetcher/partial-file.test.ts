import t from 'tap'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PartialFile } from '../../lib/fetcher/partial-file.ts'
import { deferred } from '../../lib/util/deferred.ts'

t.test('a file grows over several sinks and says how far it is', async (t) => {
  const path = join(t.testdir(), 'f')
  const lengths: number[] = []
  const file = await PartialFile.create(path, (bytes) => lengths.push(bytes))
  const pieces = Array.from({ length: 50 }, (_, at) => Buffer.alloc(100_000, `${at} `))
  await pipeline(Readable.from(pieces.slice(0, 20)), file.sink())
  t.equal(file.bytes, 2_000_000)
  await pipeline(Readable.from(pieces.slice(20)), file.sink())
  t.equal(lengths.at(-1), 5_000_000)
  t.ok(readFileSync(path).equals(Buffer.concat(pieces)))
  t.equal(statSync(path).mode & 0o777, 0o600)
  await file.restart()
  await pipeline(Readable.from([Buffer.from('anew')]), file.sink())
  t.equal(readFileSync(path, 'utf8'), 'anew')
  t.match({ bytes: file.bytes, furthest: file.furthest }, { bytes: 4, furthest: 5_000_000 })
  await file.close()
  await t.rejects(PartialFile.create(path), { code: 'EEXIST' })
})

t.test('who brings more than is held waits until it is written', async (t) => {
  const path = join(t.testdir(), 'f')
  const file = await PartialFile.create(path)
  const may = deferred<void>()
  const sink = file.sink(may.promise)
  let taken = false
  const written = new Promise<void>((resolve) => { sink.write(Buffer.alloc(5_000_000), () => { taken = true; resolve() }) })
  await new Promise(setImmediate)
  t.equal(taken, false)
  may.resolve()
  await written
  t.equal(file.bytes, 5_000_000)
  await t.rejects(pipeline(Readable.from([Buffer.alloc(5_000_000)]), file.sink(Promise.reject(new Error('no')))), { message: 'no' })
  await file.close()
})

t.test('nothing is written before it may be, and never when it may not', async (t) => {
  const path = join(t.testdir(), 'f')
  const file = await PartialFile.create(path)
  const may = deferred<void>()
  const sink = file.sink(may.promise)
  const done = pipeline(Readable.from([Buffer.from('a'), Buffer.from('b')]), sink)
  t.equal(statSync(path).size, 0)
  may.resolve()
  await done
  t.equal(readFileSync(path, 'utf8'), 'ab')
  await t.rejects(pipeline(Readable.from([]), file.sink(Promise.reject(new Error('no')))), { message: 'no' })
  await t.rejects(pipeline(Readable.from([Buffer.from('c')]), file.sink(Promise.reject(new Error('no')))), { message: 'no' })
  t.equal(readFileSync(path, 'utf8'), 'ab')
  await file.close()
})

t.test('what may not be written fails before anything is', async (t) => {
  const file = await PartialFile.create(join(t.testdir(), 'f'))
  const sink = file.sink(Promise.reject(new Error('no')))
  await t.rejects(once(sink, 'close'), { message: 'no' })
  const refusal = deferred<void>()
  const broken = file.sink(refusal.promise)
  broken.destroy()
  refusal.reject(new Error('late'))
  await file.settled()
  t.equal(broken.errored, null, 'nor is it an error of what is over')
  await file.close()
})

t.test('what was received before the connection broke is in the file', async (t) => {
  const path = join(t.testdir(), 'f')
  const file = await PartialFile.create(path)
  const sink = file.sink()
  for (let at = 0; at < 30; at++) sink.write(Buffer.alloc(100_000, 'x'))
  sink.destroy()
  await file.settled()
  t.equal(file.bytes, 3_000_000)
  const refused = file.sink(Promise.reject(new Error('no')))
  refused.on('error', () => {})
  refused.write(Buffer.from('y'))
  await file.settled()
  t.equal(file.bytes, 3_000_000, 'and nothing of what was not wanted')
  await pipeline(Readable.from([Buffer.from('z')]), file.sink())
  t.equal(readFileSync(path, 'utf8').slice(-2), 'xz')
  await file.close()
})
