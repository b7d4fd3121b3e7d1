import t from 'tap'
import { fitsAny } from '../../../lib/run-options/policy/glob.ts'

t.test('a star stands for any characters, a question mark for one, all others for themselves', async (t) => {
  t.ok(fitsAny(['x', 'registry.example/*'], 'registry.example/team/app:1'))
  t.ok(fitsAny(['busybox:?'], 'busybox:1'))
  t.notOk(fitsAny(['busybox:?'], 'busybox:12'))
  t.notOk(fitsAny(['registry.example/*'], 'registryXexample/a'))
  t.notOk(fitsAny(['a+(b)'], 'aab'))
  t.notOk(fitsAny([], ''))
})
