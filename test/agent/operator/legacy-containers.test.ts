import t from 'tap'
import { legacyContainers } from '../../../lib/agent/operator/legacy-containers.ts'
import { MemoryLink } from '../../fixtures/memory-link.ts'

const executor = (container: string, framework: string, id: string) => ({
  containerId: { value: container }, executorInfo: { executorId: { value: id }, frameworkId: { value: framework }, name: `the ${id}` }
})

function stage () {
  const link = new MemoryLink('memory')
  link.add({ value: 'c1' })
  const executors = [executor('c1', 'f1', 't1'), executor('c2', 'f1', 't2'), executor('c3', 'f2', 't1')]
  const list = (query: Record<string, string>) => legacyContainers({
    containerizers: link, executors: () => executors, imageOf: ({ value }) => value === 'c1' ? { name: 'app:1' } : null
  }, query)
  const ids = async (query: Record<string, string>) => (await list(query) as Array<{ container_id: string }>).map(({ container_id: id }) => id)
  return { list, ids }
}

t.test('a container is shown as the original shows it, and with its image', async t => {
  const [first, second] = await stage().list({}) as [object, object]
  t.strictSame(JSON.parse(JSON.stringify(first)), {
    container_id: 'c1',
    executor_id: 't1',
    executor_name: 'the t1',
    framework_id: 'f1',
    source: 't1',
    statistics: { timestamp: 7 },
    status: { container_id: { value: 'c1' } },
    image: { name: 'app:1' }
  })
  t.strictSame(Object.keys(JSON.parse(JSON.stringify(second))), ['container_id', 'executor_id', 'executor_name', 'framework_id', 'source'], 'what is not known is left out')
})

t.test('they are narrowed by container, framework and executor', async t => {
  const { ids } = stage()
  t.strictSame(await ids({}), ['c1', 'c2', 'c3'])
  t.strictSame(await ids({ container_id: 'c2' }), ['c2'])
  t.strictSame(await ids({ framework_id: 'f1' }), ['c1', 'c2'])
  t.strictSame(await ids({ framework_id: 'f2', executor_id: 't1' }), ['c3'])
})

t.test('combinations that narrow nothing are refused', async t => {
  const { list } = stage()
  t.match(await list({ executor_id: 't1' }), { status: 400 })
  t.match(await list({ container_id: 'c1', framework_id: 'f1' }), { status: 400 })
  t.match(await list({ container_id: 'c1', executor_id: 't1' }), { status: 400 })
})
