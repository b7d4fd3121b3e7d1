import t from 'tap'
import { everyLink } from '../../lib/composing/every-link.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'

t.test('all are asked to the end, and the first failure in their order is told', async t => {
  const links = ['a', 'b', 'c'].map(name => new MemoryLink(name))
  const asked: string[] = []
  await everyLink(links, async ({ name }) => { asked.push(name) })
  t.same(asked, ['a', 'b', 'c'])
  await t.rejects(everyLink(links, async ({ name }) => { if (name !== 'a') throw new Error(name) }), { message: 'b' })
})
