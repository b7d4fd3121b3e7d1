import t from 'tap'
import { ensureHeadroom } from '../../lib/images/ensure-headroom.ts'

function disk (...free: number[]) {
  let looks = 0
  return { looks: () => looks, disk: async () => ({ freeBytes: free[Math.min(looks++, free.length - 1)] as number, totalBytes: 1000 }) }
}

t.test('where enough is free nothing is removed', async () => {
  await ensureHeadroom({ ...disk(100), bytes: 100, makeRoom: async () => { throw new Error('never') } })
})

t.test('where too little is, room is made until it is enough', async (t) => {
  const removed: string[] = []
  await ensureHeadroom({
    ...disk(10, 50, 100, 100),
    bytes: 100,
    async makeRoom (enough) { for (const image of ['a', 'b', 'c']) if (!await enough()) removed.push(image) }
  })
  t.strictSame(removed, ['a'])
})

t.test('a disk that stays full refuses the pull', async (t) => {
  const message = 'no space left on device: 10 bytes are free where the engine keeps its images, 100 must be before a pull'
  await t.rejects(ensureHeadroom({ ...disk(10), bytes: 100 }), { message })
  await t.rejects(ensureHeadroom({ ...disk(10), bytes: 100, async makeRoom () {} }), { message })
})
