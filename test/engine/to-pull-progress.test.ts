import t from 'tap'
import { toPullProgress } from '../../lib/engine/to-pull-progress.ts'

t.test('layers come with their bytes', async (t) => {
  t.same(toPullProgress({ id: 'l1', status: 'Downloading', progressDetail: { current: 5, total: 9 } }), {
    id: 'l1', status: 'Downloading', currentBytes: 5, totalBytes: 9
  })
})

t.test('what is not said is left out', async (t) => {
  t.same(toPullProgress({ status: 'Waiting', progressDetail: {} }), { status: 'Waiting' })
  t.same(toPullProgress({}), { status: '' })
})
