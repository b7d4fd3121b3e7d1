import t from 'tap'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { FileCheckpointStore } from '../../lib/checkpoint/file-checkpoint-store.ts'

interface Value { pid: number, data?: Uint8Array }
const broken = { code: 'CONTAINERIZER_ERR_CHECKPOINT_BROKEN' }

t.test('a record is read back by another store, whatever its key', async (t) => {
  const directory = join(t.testdir(), 'deep/down')
  const store = new FileCheckpointStore<Value>(directory)
  const keys = ['plain', '../escape', 'x'.repeat(1000), '']
  for (const [pid, key] of keys.entries()) await store.write(key, { pid, data: new Uint8Array([pid]) })
  const other = new FileCheckpointStore<Value>(directory, { durable: false })
  for (const [pid, key] of keys.entries()) t.same(await other.read(key), { pid, data: new Uint8Array([pid]) })
  t.same((await other.list()).records.map((record) => record.key).sort(), [...keys].sort())
  t.equal(statSync(join(directory, 'plain.json')).mode & 0o777, 0o600)
})

t.test('all of many records are listed', async (t) => {
  const numbers = Array.from({ length: 100 }, (_, pid) => pid)
  const directory = t.testdir(Object.fromEntries(numbers.map((pid) => [`${pid}.json`, JSON.stringify({ key: String(pid), value: { pid } })])))
  const { records } = await new FileCheckpointStore<Value>(directory).list()
  t.same(records.map(({ value }) => value.pid).sort((a, b) => a - b), numbers)
})

t.test('nothing is there before the first write', async (t) => {
  const store = new FileCheckpointStore<Value>(join(t.testdir(), 'none'))
  t.equal(await store.read('a'), undefined)
  await store.remove('a')
  t.same(await store.list(), { records: [], broken: [] })
})

t.test('calls for one key take effect in order', async (t) => {
  const directory = t.testdir()
  const store = new FileCheckpointStore<Value>(directory, { durable: false })
  const value = { pid: 0 }
  const writes = []
  for (; value.pid < 20; value.pid++) writes.push(store.write('a', value))
  const read = store.read('a')
  const removed = store.remove('a')
  t.same(await read, { pid: 19 })
  await Promise.all([...writes, removed])
  t.same(readdirSync(directory), [])
})

t.test('broken records are told of and left, leftovers of a crash are not records', async (t) => {
  const directory = t.testdir({
    'torn.json': '{"key":"torn","val',
    'null.json': 'null',
    'nokey.json': '{"value":1}',
    '%E0%A4%A.json': '',
    'good.json': '{"key":"good","value":{"pid":1}}',
    'good.json.tmp': '{"key":"good","val'
  })
  mkdirSync(join(directory, 'directory.json'))
  symlinkSync('gone', join(directory, 'vanished.json'))
  const store = new FileCheckpointStore<Value>(directory)
  const listed = await store.list()
  t.same(listed.records, [{ key: 'good', value: { pid: 1 } }])
  t.same(listed.broken.map(({ key }) => key), ['%E0%A4%A', 'directory', 'nokey', 'null', 'torn'])
  for (const { error } of listed.broken) t.match(error, broken)
  t.equal(readdirSync(directory).length, 8)
  await t.rejects(store.read('torn'), { ...broken, message: /Failed to read checkpoint 'torn'/ })
  await store.write('good', { pid: 2 })
  t.notOk(readdirSync(directory).includes('good.json.tmp'), 'the leftover is taken over')
})

t.test('a strict store lists nothing when a record is broken', async (t) => {
  const store = new FileCheckpointStore<Value>(t.testdir({ 'torn.json': '{"key":"torn","val', 'good.json': '{"key":"good","value":{"pid":1}}' }), { strict: true })
  await t.rejects(store.list(), { ...broken, message: /Failed to read checkpoint 'torn'/ })
  await store.remove('torn')
  t.same(await store.list(), { records: [{ key: 'good', value: { pid: 1 } }], broken: [] })
})

t.test('a record under another key\'s name is not taken for it', async (t) => {
  const store = new FileCheckpointStore<Value>(t.testdir({ 'a.json': '{"key":"b","value":{"pid":1}}' }))
  await t.rejects(store.read('a'), broken)
})

t.test('a failed write says so, leaves the old record and nothing else', async (t) => {
  const directory = t.testdir()
  const store = new FileCheckpointStore<Value>(directory)
  mkdirSync(join(directory, 'a.json'))
  await t.rejects(store.write('a', { pid: 1 }), { ...broken, message: /Failed to write checkpoint 'a'/ })
  t.same(readdirSync(directory), ['a.json'])
  await t.rejects(store.remove('a'), broken)
  mkdirSync(join(directory, 'b.json.tmp'))
  await t.rejects(store.write('b', { pid: 1 }), broken)
})

t.test('a value without JSON and a key without a name reject', async (t) => {
  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic
  const store = new FileCheckpointStore<unknown>(t.testdir())
  await t.rejects(store.write('a', cyclic), RangeError)
  await t.rejects(store.remove('\ud800'), broken)
})

t.test('a directory that cannot be listed rejects', async (t) => {
  const store = new FileCheckpointStore<Value>(join(t.testdir({ file: '' }), 'file'))
  await t.rejects(store.list(), broken)
  await t.rejects(store.write('a', { pid: 1 }), broken)
})

t.test('a process that is killed while it writes leaves a whole record', async (t) => {
  const directory = t.testdir()
  const source = join(import.meta.dirname, '../../lib/checkpoint/file-checkpoint-store.ts')
  const script = `
    import { FileCheckpointStore } from ${JSON.stringify(source)}
    const store = new FileCheckpointStore(${JSON.stringify(directory)}, { durable: false })
    await store.write('a', { pid: 0, data: new Uint8Array(100000) })
    store.write('a', { pid: 1, data: new Uint8Array(100000) })
    setImmediate(() => process.kill(process.pid, 'SIGKILL'))`
  const child = spawnSync(process.execPath, [...process.execArgv, '--input-type=module', '-e', script], { stdio: 'ignore' })
  t.equal(child.signal, 'SIGKILL')
  const value = await new FileCheckpointStore<Value>(directory).read('a')
  t.equal(value?.data?.length, 100000)
  t.match(readFileSync(join(directory, 'a.json'), 'utf8'), /^{"key":"a"/)
})

t.test('what the store is not for is told of as unreadable, and stays', async (t) => {
  const directory = t.testdir()
  const anything = new FileCheckpointStore<unknown>(directory)
  await anything.write('mine', 1)
  await anything.write('foreign', 'text')
  const numbers = new FileCheckpointStore<number>(directory, { isRecord: (value, key) => typeof value === 'number' && key !== '' })
  const { records, broken } = await numbers.list()
  t.strictSame(records, [{ key: 'mine', value: 1 }])
  t.match(broken, [{ key: 'foreign', error: { code: 'CONTAINERIZER_ERR_CHECKPOINT_BROKEN' } }])
  t.equal(await anything.read('foreign'), 'text')
})
