import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { AGENT_LABEL, CONTAINER_LABEL } from '../../lib/docker/ownership-labels.ts'
import { recoveryPlan } from '../../lib/docker/recovery-plan.ts'
import type { AgentState } from '../../types/agent-state.ts'
import type { ContainerSummary } from '../../types/docker-engine.ts'

const run = (value: string): DockerRun => dockerRun('agent', { value }, { directory: '/sandbox', commandInfo: {} }, {})
const knows = (...ids: string[]): AgentState =>
  ({ agentId: { value: 'agent' }, rebooted: false, runs: ids.map((value) => ({ containerId: { value }, directory: '/sandbox' })) })
const container = (key: string, over: Partial<ContainerSummary> = {}): ContainerSummary => ({
  id: `engine-${key}`,
  names: [`mesos-agent-${key}`],
  image: 'i',
  imageId: 'i',
  labels: { [AGENT_LABEL]: 'agent', [CONTAINER_LABEL]: key },
  state: 'running',
  created: 1,
  ...over
})
const copy = container('c', { id: 'engine-copy', names: ['somebody'] })

t.test('a record and its container belong together', async (t) => {
  t.strictSame(recoveryPlan(knows('c'), [run('c')], [container('c')]), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }])
})

t.test('a record without its container is lost', async (t) => {
  t.strictSame(recoveryPlan(knows('c'), [run('c')], []), [{ action: 'LOST', run: run('c') }])
})

t.test('what the agent does not know is removed or forgotten', async (t) => {
  t.strictSame(recoveryPlan(knows(), [run('c')], [container('c')]), [{ action: 'ORPHAN', engineId: 'engine-c', key: 'c' }])
  t.strictSame(recoveryPlan(knows(), [run('c')], []), [{ action: 'FORGET', run: run('c') }])
})

t.test('a container without a record is an orphan, whatever the agent knows', async (t) => {
  const orphan = [{ action: 'ORPHAN', engineId: 'engine-c', key: 'c' }]
  t.strictSame(recoveryPlan(knows('c'), [], [container('c')]), orphan)
  t.strictSame(recoveryPlan(null, [], [container('c')]), orphan)
  t.strictSame(recoveryPlan(null, [], [container('c', { names: [] })]), orphan, 'also one that has lost its name')
})

t.test('without a state every record counts', async (t) => {
  t.strictSame(recoveryPlan(null, [run('a'), run('b')], [container('b')]), [
    { action: 'LOST', run: run('a') },
    { action: 'ADOPT', run: run('b'), engineId: 'engine-b' }
  ])
})

t.test('a container that somebody else ran from an image with our labels is left alone', async (t) => {
  t.strictSame(recoveryPlan(null, [], [copy]), [])
  t.strictSame(recoveryPlan(knows(), [run('c')], [copy]), [{ action: 'FORGET', run: run('c') }])
  for (const both of [[copy, container('c')], [container('c'), copy]]) {
    t.strictSame(recoveryPlan(null, [run('c')], both), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }])
    t.strictSame(recoveryPlan(null, [], both), [{ action: 'ORPHAN', engineId: 'engine-c', key: 'c' }])
  }
})

t.test('our container under another name has not ended', async (t) => {
  const renamed = container('c', { names: ['renamed'] })
  t.strictSame(recoveryPlan(null, [run('c')], [renamed]), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }])
})

t.test('a container without an id among its labels is nobody\'s', async (t) => {
  t.strictSame(recoveryPlan(null, [], [container('c', { labels: { [AGENT_LABEL]: 'agent' }, names: [] })]), [])
})
