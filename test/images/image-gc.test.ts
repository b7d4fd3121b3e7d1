import t from 'tap'
import { ImageGc } from '../../lib/images/image-gc.ts'
import type { PruneRequest } from '../../types/images.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'

/** A disk of 100 bytes of which so many are free; each image that goes gives 10. */
function collect (free: number, images: string[], over: { prune?: (request: PruneRequest) => Promise<[]> } = {}) {
  const clock = new FakeClock()
  const log = capturedLog()
  const removed: string[] = []
  let looks = 0
  const gc = new ImageGc({
    headroom: 0.3,
    intervalMs: 1000,
    disk: async () => { looks++; return { freeBytes: free + 10 * removed.length, totalBytes: 100 } },
    prune: over.prune ?? (async ({ enough }) => {
      for (const image of images) if (await enough?.() === false) removed.push(image)
      return removed.map((reference) => ({ reference, id: reference, sizeBytes: 10 }))
    }),
    clock,
    log
  })
  return { clock, log, removed, gc, looks: () => looks }
}

t.test('images are removed while less is free than there should be, and no more of them', async (t) => {
  const { clock, removed, log, gc } = collect(15, ['a', 'b', 'c', 'd'])
  await clock.advance(999)
  t.strictSame(removed, [])
  await clock.advance(1)
  t.strictSame(removed, ['a', 'b'])
  t.strictSame(log.lines, ['info images were collected'])
  t.strictSame(log.fields, [{ pruned: ['a', 'b'], freeBytes: 35 }])
  await clock.advance(2000)
  t.strictSame(removed, ['a', 'b'])
  await gc.close()
  t.equal(clock.sleeping, 0)
})

t.test('where enough is free nobody is asked for images', async (t) => {
  const { clock, removed, looks, gc } = collect(30, ['a'])
  await clock.advance(3000)
  t.equal(looks(), 3)
  t.strictSame(removed, [])
  await gc.close()
})

t.test('a failure is logged, and it looks again', async (t) => {
  let asked = 0
  const { clock, log, gc } = collect(0, [], { prune: async () => { asked++; throw new Error('engine down') } })
  await clock.advance(2000)
  t.equal(asked, 2)
  t.strictSame(log.lines, Array(2).fill('warn images could not be collected, it is tried again'))
  await gc.close()
})

t.test('a close in the middle removes nothing more and waits for what is under way', async (t) => {
  let answer: boolean | undefined
  const { clock, gc } = collect(0, [], {
    async prune ({ enough }) {
      t.equal(await enough?.(), false)
      closing = gc.close()
      answer = await enough?.()
      return []
    }
  })
  let closing!: Promise<void>
  await clock.advance(1000)
  await closing
  t.equal(answer, true)
})
