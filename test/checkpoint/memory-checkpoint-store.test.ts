import t from 'tap'
import { MemoryCheckpointStore } from '../../lib/checkpoint/memory-checkpoint-store.ts'

t.test('records are there until they are removed', async t => {
  const store = new MemoryCheckpointStore<number>()
  await store.write('a', 1)
  await store.write('b', 2)
  await store.remove('b')
  await store.remove('c')
  t.equal(await store.read('a'), 1)
  t.equal(await store.read('b'), undefined)
  t.same(await store.list(), { records: [{ key: 'a', value: 1 }], broken: [] })
})
