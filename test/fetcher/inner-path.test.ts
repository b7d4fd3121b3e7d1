import t from 'tap'
import { innerPath } from '../../lib/fetcher/inner-path.ts'

t.test('a path within gives its components', async (t) => {
  t.same(innerPath('a//./b/c/'), ['a', 'b', 'c'])
  t.same(innerPath('./'), [])
  t.same(innerPath('..a/b..'), ['..a', 'b..'])
})

t.test('a path that is absolute, leads up or cannot be is refused', async (t) => {
  t.throws(() => innerPath('/a'), { message: "'/a' is an absolute path" })
  for (const path of ['..', '../a', 'a/../b', 'a/..']) t.throws(() => innerPath(path), { message: `'${path}' contains '..'` })
  t.throws(() => innerPath('a\0b'), /NUL/)
})
