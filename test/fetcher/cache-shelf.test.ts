import t from 'tap'
import { chmodSync, existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CacheShelf } from '../../lib/fetcher/cache-shelf.ts'
import type { CacheRecord } from '../../lib/fetcher/cache-shelf.ts'

const hour = 3_600_000

function store (shelf: CacheShelf, key: string, text = key): CacheRecord {
  const file = shelf.grow(key)
  writeFileSync(shelf.path(file), text)
  return { file, size: text.length, mode: 0o644, sha256: 'x', validators: {}, shown: 'uri' }
}

t.test('a directory into which others could write is refused', async (t) => {
  const directory = t.testdir({ open: {} })
  chmodSync(join(directory, 'open'), 0o777)
  await t.rejects(new CacheShelf(join(directory, 'open'), Date.now).open(), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /must belong to the agent's user and be writable by nobody else/ })
  await new CacheShelf(join(directory, 'a/b'), Date.now).open()
  t.equal(statSync(join(directory, 'a/b')).mode & 0o777, 0o700)
})

t.test('a record replaces the one before, whose bytes go', async (t) => {
  const directory = t.testdir()
  const shelf = new CacheShelf(directory, Date.now)
  t.equal(await shelf.read('k'), undefined)
  const first = store(shelf, 'k')
  t.equal(shelf.known('k'), undefined)
  t.equal(await shelf.write('k', first), 1)
  t.same(await shelf.read('k'), first)
  t.equal(shelf.known('k'), first)
  const second = store(shelf, 'k', 'longer')
  t.equal(await shelf.write('k', second), 5, 'so much it grew')
  t.same(await shelf.read('k'), second)
  t.same(await new CacheShelf(directory, Date.now).read('k'), second, 'as another agent reads it')
  shelf.grown(second.file)
  t.same(readdirSync(directory).sort(), ['k.json', second.file].sort())
  await shelf.remove('k', second.file)
  t.same(readdirSync(directory), [])
  await shelf.touch('k')
  t.equal(await shelf.read('k'), undefined)
  t.equal(shelf.known('k'), undefined)
})

t.test('entries are listed by their last use, which other agents see to the minute', async (t) => {
  const directory = t.testdir()
  let now = Date.now()
  const [one, two] = [new CacheShelf(directory, () => now), new CacheShelf(directory, () => now)]
  for (const key of ['a', 'b', 'c']) {
    now += 1000
    await one.write(key, store(one, key))
  }
  now += 1000
  await one.touch('a')
  t.same((await one.list()).map(({ key }) => key), ['b', 'c', 'a'])
  t.same((await two.list()).map(({ key }) => key), ['a', 'b', 'c'], 'not told yet')
  now += 61_000
  await one.touch('a')
  t.same((await two.list()).map(({ key }) => key), ['b', 'c', 'a'])
  await two.remove('a', (await two.list()).find(({ key }) => key === 'a')?.file as string)
  t.same((await one.list()).map(({ key }) => key), ['b', 'c'])
  t.same((await two.list()).map(({ usedAt }) => usedAt > 0), [true, true])
})

t.test('damage costs an entry its place and no other, and what belongs to none goes once nobody can be writing it', async (t) => {
  const directory = t.testdir()
  let now = Date.now()
  const shelf = new CacheShelf(directory, () => now)
  const good = store(shelf, 'good')
  await shelf.write('good', good)
  shelf.grown(good.file)
  const lost = store(shelf, 'lost')
  await shelf.write('lost', lost)
  await shelf.discard(lost.file)
  for (const [key, text] of [['torn', '{"file":"torn-1","si'], ['alien', '{"file":"../alien-1","size":1}'], ['null', 'null'],
    ['climbs', JSON.stringify({ ...good, file: 'climbs-/../x' })]] as const) writeFileSync(shelf.path(`${key}.json`), text)
  writeFileSync(shelf.path('torn-1'), 'x')
  const growing = store(shelf, 'growing')
  t.same((await shelf.list()).map(({ key }) => key), ['good'])
  t.same(readdirSync(directory).sort(), ['good.json', good.file, growing.file, 'torn-1'].sort())
  now += hour
  await shelf.list()
  t.same(readdirSync(directory).sort(), ['good.json', good.file, growing.file].sort())
  utimesSync(shelf.path(growing.file), 0, 0)
  shelf.grown(growing.file)
  await shelf.list()
  t.notOk(existsSync(shelf.path(growing.file)))
})
