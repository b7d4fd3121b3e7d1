import t from 'tap'
import { RecordWriter } from '../../../lib/agent/scheduler/record-writer.ts'
import { MemoryStore } from './fakes.ts'

t.test('a burst of changes costs two writes and ends with the newest state', async t => {
  const store = new MemoryStore<number>()
  const writer = new RecordWriter(store)
  let value = 0
  const writes = []
  for (; value < 10; value++) writes.push(writer.write('a', () => value))
  await Promise.all(writes)
  t.equal(store.writes, 2)
  t.equal(store.records.get('a'), 10)
})

t.test('a removal that comes while a write waits takes its place', async t => {
  const store = new MemoryStore<number>()
  const writer = new RecordWriter(store)
  writer.write('a', () => 1)
  writer.write('a', () => 2)
  writer.remove('a')
  await writer.idle()
  t.equal(store.writes, 1)
  t.equal(store.records.size, 0)
})

t.test('a failed write rejects and does not stop the next', async t => {
  const store = new MemoryStore<number>()
  const writer = new RecordWriter(store)
  store.failure = new Error('disk full')
  const failed = writer.write('a', () => 1)
  const second = writer.write('a', () => 2)
  await t.rejects(failed, { message: 'disk full' })
  await t.rejects(second, { message: 'disk full' })
  store.failure = undefined
  await writer.write('a', () => 3)
  t.equal(store.records.get('a'), 3)
})
