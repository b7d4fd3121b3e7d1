import t from 'tap'
import { isInside } from '../../lib/util/is-inside.ts'

t.test('a directory has itself and what is below, and not what merely begins like it', async (t) => {
  t.strictSame([isInside('/a/b', '/a/b'), isInside('/a/b', '/a/b/c'), isInside('/a/b', '/a/bc')], [true, true, false])
  t.ok(isInside('/', '/a'))
  t.ok(isInside('/', '/'))
  t.notOk(isInside('/a/b', '/a'))
})
