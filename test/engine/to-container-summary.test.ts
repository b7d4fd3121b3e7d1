import t from 'tap'
import { toContainerSummary } from '../../lib/engine/to-container-summary.ts'

const item = { Id: 'c1', Image: 'busybox:1', ImageID: 'sha256:1', State: 'exited', Created: 5 }

t.test('names lose their slash', async (t) => {
  t.same(toContainerSummary({ ...item, Names: ['/web', '/proxy/web'], Labels: { a: 'b' } }), {
    id: 'c1', names: ['web', 'proxy/web'], image: 'busybox:1', imageId: 'sha256:1', labels: { a: 'b' }, state: 'exited', created: 5
  })
})

t.test('the health is read from the words for people', async (t) => {
  const healthy = (Status: string) => toContainerSummary({ ...item, Names: [], Labels: {}, Status }).healthy
  t.strictSame(['Up 2 hours (healthy)', 'Up 3 seconds (unhealthy)', 'Up 1 second (health: starting)', 'Up 1 second', 'Exited (0) 5 seconds ago'].map(healthy), [true, false, undefined, undefined, undefined])
})

t.test('a container without names and labels is shown', async (t) => {
  t.match(toContainerSummary({ ...item, Names: null, Labels: null }), { names: [], labels: {} })
})
