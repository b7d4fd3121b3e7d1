import t from 'tap'
import { assign } from '../../lib/run-options/assign.ts'

t.test('begins a map, then adds to it, the later entry winning', async (t) => {
  const target: { map?: object } = {}
  assign(target, 'map', { a: 1 })
  assign(target, 'map', { a: 2, b: 3 })
  t.same(target, { map: { a: 2, b: 3 } })
})
