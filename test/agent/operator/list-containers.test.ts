import t from 'tap'
import { listContainers } from '../../../lib/agent/operator/list-containers.ts'
import { MemoryLink } from '../../fixtures/memory-link.ts'

const run = {
  containerId: { value: 'c1' },
  framework: { name: 'f', user: 'root', id: { value: 'f1' } },
  task: { name: 't', taskId: { value: 't1' }, agentId: { value: 'a' }, command: { value: 'echo hello; sleep 1000' } },
  directory: '/sandbox'
}

t.test('a task\'s container is shown as that of a command executor, with status and usage', async t => {
  const link = new MemoryLink('memory')
  link.add(run.containerId)
  t.strictSame(await listContainers(link, [run], []), [{
    frameworkId: { value: 'f1' },
    executorId: { value: 't1' },
    executorName: "Command Executor (Task: t1) (Command: sh -c 'echo hello; ...')",
    containerId: { value: 'c1' },
    containerStatus: { containerId: { value: 'c1' } },
    resourceStatistics: { timestamp: 7 }
  }])
})

t.test('what cannot be measured is left out', async t => {
  t.strictSame(await listContainers(new MemoryLink('memory'), [], [{ value: 'alone' }]), [{ containerId: { value: 'alone' } }])
})
