import t from 'tap'
import { AGENT_LABEL, CONTAINER_LABEL, ownershipLabels } from '../../lib/docker/ownership-labels.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { ContainerConfig } from '../../types/container-config.ts'

const labels = (config: Partial<ContainerConfig>) =>
  ownershipLabels('agent', dockerRun('agent', { value: 'c' }, { directory: '/sandbox', commandInfo: {}, ...config }, {}))

t.test('every container carries its agent and its id', async (t) => {
  t.strictSame(labels({}), { [AGENT_LABEL]: 'agent', [CONTAINER_LABEL]: 'c' })
})

t.test('framework, task and executor are named where there are any, and no environment', async (t) => {
  const command = { environment: { variables: [{ name: 'SECRET', value: 'hush' }] } }
  const all = labels({
    commandInfo: command,
    frameworkId: { value: 'f' },
    taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'agent' }, command },
    executorInfo: { executorId: { value: 'e' }, command }
  })
  t.strictSame(all, {
    [AGENT_LABEL]: 'agent',
    [CONTAINER_LABEL]: 'c',
    'fastify-docker-containerizer.framework-id': 'f',
    'fastify-docker-containerizer.task-id': 't',
    'fastify-docker-containerizer.executor-id': 'e'
  })
})
