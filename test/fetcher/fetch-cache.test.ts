import t from 'tap'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deferred } from '../../lib/util/deferred.ts'
import { never, openCache } from '../fixtures/fetcher/tools.ts'
import type { Fill, Wanted } from '../../lib/fetcher/fetch-cache.ts'

const wanted: Wanted = { user: 'u', uri: 'http://host/f', shown: 'http://host/f' }
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A source whose content can change: its content is its version too. */
function source (content = 'content') {
  const asked: unknown[] = []
  const state = { content, asked, known: true }
  const fill: Fill = async (path, known, onLength) => {
    asked.push(known.version ?? null)
    if (known.version === state.content) return null
    await onLength(state.known ? state.content.length : undefined)
    writeFileSync(path, state.content, { mode: 0o600 })
    return { mode: 0o755, validators: { version: state.content } }
  }
  return Object.assign(state, { fill })
}

t.test('bytes are fetched once and asked for ever after, by each user for itself', async (t) => {
  const cache = await openCache(t.testdir())
  const { fill, asked } = source()
  t.equal(cache.has(wanted), false)
  const first = await cache.get(wanted, never, fill)
  t.equal(cache.has(wanted), true)
  t.match(first, { hit: false, size: 7, mode: 0o755 })
  const second = await cache.get(wanted, never, fill)
  t.match(second, { hit: true, path: first?.path })
  t.equal(readFileSync(`${second?.path}`, 'utf8'), 'content')
  t.match(await cache.get({ ...wanted, user: 'v' }, never, fill), { hit: false })
  t.same(asked, [null, 'content', null])
  t.equal(cache.usedBytes, 14)
})

t.test('what has changed is fetched anew and takes the place of what was', async (t) => {
  const directory = t.testdir()
  const cache = await openCache(directory)
  const file = source()
  await cache.get(wanted, never, file.fill)
  file.content = 'changed'
  const second = await cache.get(wanted, never, file.fill)
  t.equal(readFileSync(`${second?.path}`, 'utf8'), 'changed')
  t.equal(readdirSync(directory).length, 2)
})

t.test('entries survive their agent, and are for another that shares the directory', async (t) => {
  const directory = t.testdir()
  const { fill } = source()
  await (await openCache(directory)).get(wanted, never, fill)
  const [one, two] = [await openCache(directory), await openCache(directory)]
  t.equal(one.usedBytes, 7)
  t.match(await one.get(wanted, never, fill), { hit: true })
  t.match(await two.get(wanted, never, fill), { hit: true })
})

t.test('a file that is missing, shorter or changed is noticed and fetched anew', async (t) => {
  const directory = t.testdir()
  for (const [damage, told] of [
    [(path: string) => rmSync(path), 'A file of the cache is missing'],
    [(path: string) => writeFileSync(path, 'short'), 'A file of the cache is corrupt'],
    [(path: string) => writeFileSync(path, 'CONTENT'), 'A file of the cache is corrupt']
  ] as const) {
    const cache = await openCache(directory)
    const { fill } = source()
    const file = await cache.get(wanted, never, fill)
    damage(`${file?.path}`)
    const again = await cache.get(wanted, never, fill)
    t.match(again, { hit: false })
    t.equal(readFileSync(`${again?.path}`, 'utf8'), 'content')
    t.match(cache.log.lines, [{ message: told, fields: { uri: wanted.shown } }])
  }
  const cache = await openCache(directory)
  const file = await cache.get(wanted, never, source().fill)
  chmodSync(`${file?.path}`, 0o600)
  t.match(await cache.get(wanted, never, source().fill), { hit: true }, 'looked at again, it is still what it was')
})

t.test('requests at one time share a download; one that gives up is no loss to the others', async (t) => {
  const cache = await openCache(t.testdir())
  const { fill, asked } = source()
  const door = deferred<void>()
  const slow: Fill = async (...args) => {
    await door.promise
    return await fill(...args)
  }
  const abort = new AbortController()
  const gone = cache.get(wanted, abort.signal, slow)
  const others = Promise.all([cache.get(wanted, never, slow), cache.get(wanted, never, slow)])
  abort.abort(new Error('enough'))
  await t.rejects(gone, { message: 'enough' })
  door.resolve()
  const [one, two] = await others
  t.equal(one?.path, two?.path)
  t.equal(asked.length, 1)
})

t.test('a digest that matches spares the question, one that does not is an error', async (t) => {
  const cache = await openCache(t.testdir())
  const { fill, asked } = source()
  const pinned = { ...wanted, sha256: digest('content') }
  await cache.get(pinned, never, fill)
  t.match(await cache.get(pinned, never, fill), { hit: true })
  t.equal(asked.length, 1)
  await t.rejects(cache.get({ ...wanted, sha256: digest('other') }, never, fill), { message: `sha256 of the file is ${digest('content')}, not ${digest('other')}` })
})

t.test('FallbackFromEviction: what does not fit is not cached, and nothing is evicted for it', async (t) => {
  const directory = t.testdir()
  const cache = await openCache(directory, 20)
  await cache.get(wanted, never, source().fill).then((file) => file?.release())
  const big = source('x'.repeat(21))
  t.equal(await cache.get({ ...wanted, uri: 'big' }, never, big.fill), null)
  t.match(cache.log.lines, [{ level: 'warn', message: 'Fetching past the cache' }])
  big.known = false
  const once = await cache.get({ ...wanted, uri: 'big' }, never, big.fill)
  t.equal(readFileSync(`${once?.path}`, 'utf8').length, 21, 'a length nobody told shows at the end: it is used once')
  await once?.release()
  t.notOk(existsSync(`${once?.path}`))
  t.equal(cache.usedBytes, 7)
})

t.test('SimpleEviction: entries in use stay, and never is there more than may be', async (t) => {
  const cache = await openCache(t.testdir(), 20)
  const get = (uri: string) => cache.get({ ...wanted, uri }, never, source().fill)
  const [a, b] = [await get('a'), await get('b')]
  t.equal(await get('c'), null, 'both are held')
  await a?.release()
  t.match(await get('c'), { hit: false })
  t.notOk(existsSync(`${a?.path}`))
  t.ok(existsSync(`${b?.path}`))
  t.equal(cache.usedBytes, 14)
})

t.test('a new version may take the room of the one it replaces, though that is in use', async (t) => {
  const cache = await openCache(t.testdir(), 10)
  const file = source()
  await cache.get(wanted, never, file.fill)
  file.content = 'changed'
  t.match(await cache.get(wanted, never, file.fill), { hit: false, size: 7 })
})

t.test('a download that fails leaves nothing, a disk that is full is gone past', async (t) => {
  const directory = t.testdir()
  const cache = await openCache(directory)
  const failing = (error: Error): Fill => async (path) => {
    writeFileSync(path, 'part')
    throw error
  }
  await t.rejects(cache.get(wanted, never, failing(new Error('404'))), { message: '404' })
  t.equal(await cache.get(wanted, never, failing(Object.assign(new Error('full'), { code: 'ENOSPC' }))), null)
  t.same(readdirSync(join(directory)), [])
})
