import t from 'tap'
import { containerKey } from '../../lib/util/container-key.ts'

t.test('the text is root first, joined by dots', async (t) => {
  t.equal(containerKey({ value: 'a' }), 'a')
  t.equal(containerKey({ value: 'c', parent: { value: 'b', parent: { value: 'a' } } }), 'a.b.c')
})
