import t from 'tap'
import { writeFileSync } from 'node:fs'
import { CacheShelf } from '../../lib/fetcher/cache-shelf.ts'
import { CacheSpace, UNSEEN_MS } from '../../lib/fetcher/cache-space.ts'
import { isBypass } from '../../lib/fetcher/bypass.ts'
import type { Test } from 'tap'

async function setUp (t: Test, maxBytes: number, entries: Record<string, number>) {
  let now = Date.now()
  const shelf = new CacheShelf(t.testdir(), () => now)
  const space = new CacheSpace(shelf, maxBytes, () => now)
  const store = async (key: string, size: number): Promise<void> => {
    now += 1000
    const file = shelf.grow(key)
    writeFileSync(shelf.path(file), 'x'.repeat(size))
    await shelf.write(key, { file, size, mode: 0o644, sha256: '', validators: {}, shown: '' })
    shelf.grown(file)
  }
  for (const [key, size] of Object.entries(entries)) await store(key, size)
  await space.look()
  const keys = async (): Promise<string[]> => (await shelf.list()).map(({ key }) => key)
  const touch = async (key: string): Promise<void> => { now += 1000; await shelf.touch(key) }
  return { shelf, space, keys, store, touch, pass: (ms: number) => { now += ms } }
}

t.test('RemoveLRUCacheEntries: what was not used for longest makes room, only as much as is missing', async (t) => {
  const { space, keys, touch } = await setUp(t, 100, { a: 40, b: 30, c: 30 })
  t.equal(space.usedBytes, 100)
  await touch('a')
  await space.reserve('new', 20, () => true)
  t.same(await keys(), ['c', 'a'])
  t.equal(space.usedBytes, 90)
  await space.reserve('new', 30, () => true)
  t.same(await keys(), ['c', 'a'], 'in place of what was reserved before')
  await space.reserve('newer', 30, () => true)
  t.same(await keys(), ['a'])
})

t.test('what is in use stays, and nothing is evicted in vain', async (t) => {
  const { space, keys } = await setUp(t, 100, { a: 40, b: 30 })
  for (const [bytes, evictable] of [[80, 'b'], [101, 'a b']] as const) {
    const error = await space.reserve('new', bytes, (key) => evictable.includes(key)).catch((error: unknown) => error)
    t.match(error, { message: 'Could not free up enough fetcher cache space' })
    t.ok(isBypass(error))
  }
  t.same(await keys(), ['a', 'b'])
  await space.reserve('new', 60, (key) => key === 'b')
  t.same(await keys(), ['a'])
})

t.test('a settled reservation is free again; the accounting is that of the directory', async (t) => {
  const { space, store, pass } = await setUp(t, 100, {})
  await space.reserve('one', 60, () => true)
  await t.rejects(space.reserve('two', 60, () => true))
  await space.settle('one')
  t.equal(space.usedBytes, 0)
  await space.reserve('one', 20, () => true)
  await space.settle('one', async () => 20)
  t.equal(space.usedBytes, 20, 'it has its record')
  await store('other-agent', 50)
  await space.reserve('two', 20, () => true)
  t.equal(space.usedBytes, 40, 'while there seems to be room nobody looks')
  pass(UNSEEN_MS)
  await space.reserve('two', 60, () => true)
  t.equal(space.usedBytes, 60)
})
