import t from 'tap'
import { append } from '../../lib/run-options/append.ts'

t.test('begins a list, then adds to it', async (t) => {
  const target: { list?: number[] } = {}
  append(target, 'list', 1)
  const before = target.list
  append(target, 'list', 2, 3)
  t.same(target, { list: [1, 2, 3] })
  t.same(before, [1])
})
