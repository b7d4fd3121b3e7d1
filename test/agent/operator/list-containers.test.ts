import t from 'tap'
import { listContainers } from '../../../lib/agent/operator/list-containers.ts'
import { MemoryLink } from '../../fixtures/memory-link.ts'

const run = { containerId: { value: 'c1' }, executorInfo: { executorId: { value: 't1' }, frameworkId: { value: 'f1' }, name: 'the one' } }

t.test('a container is shown as that of its executor, with status and usage', async t => {
  const link = new MemoryLink('memory')
  link.add(run.containerId)
  t.strictSame(await listContainers(link, [run], []), [{
    frameworkId: { value: 'f1' },
    executorId: { value: 't1' },
    executorName: 'the one',
    containerId: { value: 'c1' },
    containerStatus: { containerId: { value: 'c1' } },
    resourceStatistics: { timestamp: 7 }
  }])
})

t.test('an executor may be without a name', async t => {
  const { name, ...executorInfo } = run.executorInfo
  t.match(await listContainers(new MemoryLink('memory'), [{ ...run, executorInfo }], []), [{ executorName: '' }])
})

t.test('what cannot be measured is left out', async t => {
  t.strictSame(await listContainers(new MemoryLink('memory'), [], [{ value: 'alone' }]), [{ containerId: { value: 'alone' } }])
})
