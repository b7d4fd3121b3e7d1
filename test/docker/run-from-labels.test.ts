import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { ownershipLabels } from '../../lib/docker/ownership-labels.ts'
import { runFromLabels } from '../../lib/docker/run-from-labels.ts'
import type { ContainerSummary } from '../../types/docker-engine.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'

const taskInfo: TaskInfo = { name: 'n', taskId: { value: 't' }, agentId: { value: 'agent' }, command: { value: 'secret' } }
const full = dockerRun('agent', { value: 'c' }, {
  directory: '/sandbox', commandInfo: {}, taskInfo, frameworkId: { value: 'f' }, executorInfo: { executorId: { value: 'e' } }, user: 'nobody'
}, { taskKillingState: true, shutdownGracePeriodMs: 70 })
const summary = (run = full, over: Partial<ContainerSummary> = {}) =>
  ({ names: [run.name], created: 5, labels: ownershipLabels({ agentId: 'agent', workDirId: 'd' }, run), ...over }) as ContainerSummary

t.test('the labels give back what a kill and the statuses need', async (t) => {
  t.strictSame(runFromLabels(summary()), {
    ...full, config: { ...full.config, taskInfo: { name: 't', taskId: { value: 't' }, agentId: { value: 'agent' } } }, started: { process: null }
  })
})

t.test('what the agent knows goes before the labels, and its time limit counts from the create', async (t) => {
  const known = {
    containerId: { value: 'c' },
    directory: '/elsewhere',
    taskInfo: { ...taskInfo, maxCompletionTime: { nanoseconds: 2e9 } },
    frameworkId: { value: 'f2' },
    executorInfo: { executorId: { value: 'e2' } }
  }
  const { containerId, directory, ...rest } = known
  t.match(runFromLabels(summary(), known), { containerId, config: { directory, ...rest }, completionDeadline: 7000 })
})

t.test('a standalone container has no task, and labels that are missing have their defaults', async (t) => {
  const standalone = dockerRun('agent', { value: 'c' }, { directory: '/sandbox', commandInfo: {} }, {})
  t.strictSame(runFromLabels(summary(standalone)), { ...standalone, started: { process: null } })
  const { bootId: _, ...bare } = standalone
  t.strictSame(runFromLabels({ ...summary(standalone), labels: {} }, { containerId: { value: 'c' }, directory: '/sandbox' }), { ...bare, started: { process: null } })
})

t.test('without a sandbox or a name there is nothing to take back', async (t) => {
  t.equal(runFromLabels(summary(full, { labels: {} })), null)
  t.equal(runFromLabels(summary(full, { names: [] })), null)
})

t.test('an executor is known by its name, and the time of its task is its own affair', async (t) => {
  const known = { containerId: { value: 'c' }, directory: '/s', taskInfo: { ...taskInfo, maxCompletionTime: { nanoseconds: 2e9 } } }
  const executed = runFromLabels(summary(full, { names: [`${full.name}.executor`] }), known)
  t.match(executed, { name: `${full.name}.executor`, taskName: full.name })
  t.notOk('completionDeadline' in executed!)
})
