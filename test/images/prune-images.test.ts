import t from 'tap'
import { imageKey } from '../../lib/images/image-key.ts'
import { pruneImages } from '../../lib/images/prune-images.ts'
import type { PruneOptions } from '../../lib/images/prune-images.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { ImageRecord } from '../../types/images.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'

const options: PruneOptions = { excluded: () => [], usedBefore: 100, dryRun: false }

/** Images `a:1`, `b:1`, … with the ids `a`, `b`, …, last used in this order. */
function engine (names: string, over: { used?: string[], remove?: (reference: string) => Promise<boolean>, ids?: Record<string, string> } = {}) {
  const removed: string[] = []
  const records = new MemoryStore<ImageRecord>()
  for (const [at, id] of [...names].entries()) records.map.set(imageKey(`${id}:1`), { reference: `${id}:1`, id, lastUsedMs: 10 + at })
  const port = {
    list: async () => (over.used ?? []).map((imageId) => ({ imageId })),
    inspectImage: async (reference: string) => {
      const id = { a: 'a', b: 'b', c: 'c', ...over.ids }[reference.slice(0, 1)]
      return id === undefined ? null : { id, sizeBytes: 7 }
    },
    removeImage: over.remove ?? (async (reference: string) => { removed.push(reference); return true })
  } as unknown as DockerEngine
  const left = () => [...records.map.values()].map(({ id }) => id).join('')
  return { port, records, removed, left }
}

t.test('recorded images that no container has are removed, oldest use first', async (t) => {
  const { port, records, removed, left } = engine('cba', { used: ['b'] })
  t.strictSame(await pruneImages(port, records, options), [{ reference: 'c:1', id: 'c', sizeBytes: 7 }, { reference: 'a:1', id: 'a', sizeBytes: 7 }])
  t.strictSame(removed, ['c:1', 'a:1'])
  t.equal(left(), 'b')
})

t.test('excluded ones stay, and those used a moment ago', async (t) => {
  const { port, records, removed } = engine('abc')
  await pruneImages(port, records, { ...options, excluded: () => ['a:1', 'c'], usedBefore: 12 })
  t.strictSame(removed, ['b:1'])
})

t.test('what a launch comes to use while others are removed stays', async (t) => {
  const launching: string[] = []
  const removed: string[] = []
  const { port, records, left } = engine('abcd', {
    async remove (reference) {
      removed.push(reference)
      launching.push('b')
      return true
    }
  })
  const inspect = port.inspectImage.bind(port)
  port.inspectImage = async (reference) => {
    if (reference === 'c:1') records.map.set(imageKey('c:1'), { reference: 'c:1', id: 'c', lastUsedMs: 100 })
    if (reference === 'd:1') records.map.delete(imageKey('d:1'))
    return await inspect(reference)
  }
  await pruneImages(port, records, { ...options, excluded: () => launching.map((name) => `${name}:1`) })
  t.strictSame(removed, ['a:1'])
  t.equal(left(), 'bc', 'and what is gone is forgotten')
})

t.test('no more are removed than are needed', async (t) => {
  const { port, records, removed, left } = engine('abc')
  await pruneImages(port, records, { ...options, enough: async () => removed.length === 2 })
  t.strictSame(removed, ['a:1', 'b:1'])
  t.equal(left(), 'c')
})

t.test('a dry run says the same and removes nothing', async (t) => {
  const { port, records, removed, left } = engine('abd', { used: ['b'] })
  t.strictSame(await pruneImages(port, records, { ...options, dryRun: true }), [{ reference: 'a:1', id: 'a', sizeBytes: 7 }])
  t.strictSame(removed, [])
  t.equal(left(), 'abd')
})

t.test('a reference that means another image by now, or none, is forgotten and not removed', async (t) => {
  const { port, records, removed, left } = engine('ad', { ids: { a: 'another' } })
  t.strictSame(await pruneImages(port, records, options), [])
  t.strictSame(removed, [])
  t.equal(left(), '')
})

t.test('an image that a container has come to use stays recorded', async (t) => {
  const { port, records, left } = engine('a', { remove: async () => { throw Object.assign(new Error('conflict'), { engineStatus: 409 }) } })
  t.strictSame(await pruneImages(port, records, options), [])
  t.equal(left(), 'a')
})

t.test('an engine that fails is not taken for a removal', async (t) => {
  const { port, records, left } = engine('a', { remove: async () => { throw new Error('unreachable') } })
  await t.rejects(pruneImages(port, records, options), { message: 'unreachable' })
  t.equal(left(), 'a')
})
