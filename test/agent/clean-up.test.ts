import t from 'tap'
import { cleanUp } from '../../lib/agent/clean-up.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'

t.test('every root container is ended, and nested ones with theirs', async t => {
  const link = new MemoryLink('one')
  for (const id of [{ value: 'a' }, { value: 'b' }, { value: 'inner', parent: { value: 'a' } }]) link.add(id)
  await cleanUp(link)
  t.same(link.calls, ['destroy a', 'destroy b'])
})

t.test('what cannot be ended is told when all were tried', async t => {
  const tried: string[] = []
  const containers = () => [{ value: 'a' }, { value: 'b' }, { value: 'c' }]
  const ended = cleanUp({
    containers,
    async destroy ({ value }) {
      tried.push(value)
      if (value !== 'b') throw new Error(`${value} lives`)
      return null
    }
  })
  await t.rejects(ended, { code: 'CONTAINERIZER_ERR_RECOVERY_FAILED', message: '2 of 3 containers could not be ended: a lives; c lives' })
  t.same(tried, ['a', 'b', 'c'])
})
