import t from 'tap'
import { launchConfig, launchOptions } from '../../lib/agent/launch-config.ts'
import type { AgentRun } from '../../lib/agent/agent-run.ts'
import type { FrameworkInfo, TaskInfo } from '../../types/mesos-v1.ts'

function run (task: Partial<TaskInfo> = {}, framework: Partial<FrameworkInfo> = {}): AgentRun {
  return {
    containerId: { value: 'c' },
    framework: { name: 'f', user: 'nobody', id: { value: 'f1' }, ...framework },
    task: { name: 't', taskId: { value: 't1' }, agentId: { value: 'a' }, ...task },
    directory: '/sandbox'
  }
}
const container = { type: 'DOCKER' as const, docker: { image: 'own' } }
const fallback = { type: 'DOCKER' as const, docker: { image: 'default' } }

t.test('a task without anything is an empty command of its framework\'s user', async t => {
  const plain = run()
  t.strictSame(launchConfig(plain, { switchUser: true }), {
    directory: '/sandbox', commandInfo: {}, taskInfo: plain.task, frameworkId: { value: 'f1' }, resources: [], user: 'nobody'
  })
})

t.test('what the task says goes along', async t => {
  const said = { command: { value: 'true', user: 'root' }, container, resources: [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 } }], limits: { cpus: { value: 2 } } }
  t.match(launchConfig(run(said), { switchUser: true, defaultContainerInfo: fallback }), {
    commandInfo: said.command, containerInfo: container, resources: said.resources, limits: said.limits, user: 'root'
  })
})

t.test('a task without a container gets the operator\'s', async t => {
  t.equal(launchConfig(run(), { switchUser: true, defaultContainerInfo: fallback }).containerInfo, fallback)
})

t.test('nobody becomes another user when users are not switched, or none is named', async t => {
  t.equal(launchConfig(run({ command: { user: 'root' } }), { switchUser: false }).user, undefined)
  t.equal(launchConfig(run({}, { user: '' }), { switchUser: true }).user, undefined)
})

t.test('TASK_KILLING is for frameworks that know it', async t => {
  const parts = { shutdownGracePeriodMs: 5 }
  t.strictSame(launchOptions(run(), parts), { taskKillingState: false, shutdownGracePeriodMs: 5 })
  t.strictSame(launchOptions(run({}, { capabilities: [{ type: 'TASK_KILLING_STATE' }] }), parts), { taskKillingState: true, shutdownGracePeriodMs: 5 })
})
