import t from 'tap'
import { AGENT_LABEL, CONTAINER_LABEL, ownershipLabels, ownLabels, RUN_LABELS, WORK_DIR_LABEL } from '../../lib/docker/ownership-labels.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import { readBootId } from '../../lib/util/read-process.ts'

const owner = { agentId: 'agent', workDirId: 'dir' }
const labels = (config: Partial<ContainerConfig>, options: LaunchOptions = {}) =>
  ownershipLabels(owner, dockerRun('agent', { value: 'c' }, { directory: '/sandbox', commandInfo: {}, ...config }, options))
const always = {
  [AGENT_LABEL]: 'agent',
  [WORK_DIR_LABEL]: 'dir',
  [CONTAINER_LABEL]: 'c',
  [RUN_LABELS.directory]: '/sandbox',
  [RUN_LABELS.bootId]: readBootId()
}

t.test('every container carries its agent, the work_dir of it and its id', async (t) => {
  t.strictSame(labels({}), { ...always, [RUN_LABELS.killGraceMs]: '5000' })
  t.strictSame(ownLabels(owner), [`${AGENT_LABEL}=agent`, `${WORK_DIR_LABEL}=dir`])
})

t.test('framework, task, executor and what a kill needs are named where there are any, and no environment', async (t) => {
  const command = { environment: { variables: [{ name: 'SECRET', value: 'hush' }] } }
  const all = labels({
    commandInfo: command,
    frameworkId: { value: 'f' },
    taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'agent' }, command, killPolicy: { gracePeriod: { nanoseconds: 7e6 } } },
    executorInfo: { executorId: { value: 'e' }, command },
    user: 'nobody'
  }, { taskKillingState: true })
  t.strictSame(all, {
    ...always,
    'fastify-docker-containerizer.framework-id': 'f',
    'fastify-docker-containerizer.task-id': 't',
    'fastify-docker-containerizer.executor-id': 'e',
    'fastify-docker-containerizer.user': 'nobody',
    'fastify-docker-containerizer.kill-grace-ms': '7',
    'fastify-docker-containerizer.task-killing-state': 'true'
  })
})
