import t from 'tap'
import { toContainerSummary } from '../../lib/engine/to-container-summary.ts'

const item = { Id: 'c1', Image: 'busybox:1', ImageID: 'sha256:1', State: 'exited', Created: 5 }

t.test('names lose their slash', async (t) => {
  t.same(toContainerSummary({ ...item, Names: ['/web', '/proxy/web'], Labels: { a: 'b' } }), {
    id: 'c1', names: ['web', 'proxy/web'], image: 'busybox:1', imageId: 'sha256:1', labels: { a: 'b' }, state: 'exited', created: 5
  })
})

t.test('a container without names and labels is shown', async (t) => {
  t.match(toContainerSummary({ ...item, Names: null, Labels: null }), { names: [], labels: {} })
})
