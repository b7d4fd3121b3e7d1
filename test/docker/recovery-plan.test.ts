import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { AGENT_LABEL, CONTAINER_LABEL, RUN_LABELS } from '../../lib/docker/ownership-labels.ts'
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
const plan = (state: AgentState | null, runs: DockerRun[], containers: ContainerSummary[]) => recoveryPlan({ state, runs, containers })
const orphan = (reason: string) => ({ action: 'ORPHAN', engineId: 'engine-c', key: 'c', reason })
const NO_RECORD = 'there is no record of it'
const copy = container('c', { id: 'engine-copy', names: ['somebody'] })

t.test('a record and its container belong together', async (t) => {
  t.strictSame(plan(knows('c'), [run('c')], [container('c')]), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }])
})

t.test('a record without its container is lost', async (t) => {
  t.strictSame(plan(knows('c'), [run('c')], []), [{ action: 'LOST', run: run('c') }])
})

t.test('what the agent does not know is removed or forgotten', async (t) => {
  t.strictSame(plan(knows(), [run('c')], [container('c')]), [orphan('the agent does not know it')])
  t.strictSame(plan(knows(), [run('c')], []), [{ action: 'FORGET', run: run('c') }])
})

t.test('a container without a record is an orphan where nobody asks for it', async (t) => {
  t.strictSame(plan(knows('other'), [], [container('c')]), [orphan(NO_RECORD)])
  t.strictSame(plan(null, [], [container('c', { state: 'exited' })]), [orphan(NO_RECORD)], 'its end was told, or its record would be there')
  t.strictSame(plan(null, [], [container('c', { state: 'created' })]), [orphan(NO_RECORD)], 'it never ran')
  t.strictSame(plan(null, [], [container('c', { names: [] })]), [orphan(NO_RECORD)], 'also one that has lost its name')
})

t.test('a container whose record is lost is taken back from its labels where it is wanted, or nothing is remembered and it runs', async (t) => {
  const labels = { ...container('c').labels, [RUN_LABELS.directory]: '/sandbox' }
  for (const state of [knows('c'), null]) {
    t.match(plan(state, [], [container('c', { labels })]), [{ action: 'ADOPT', engineId: 'engine-c', run: { name: 'mesos-agent-c', config: { directory: '/sandbox' } } }])
  }
  t.match(plan(knows('c'), [], [container('c', { state: 'exited' })]), [{ action: 'ADOPT', run: { config: { directory: '/sandbox' } } }], 'also ended')
})

t.test('nothing is removed or forgotten whose record, ours or the agent\'s, cannot be read', async (t) => {
  const unreadable = new Set(['c'])
  const left = [{ action: 'LEAVE', engineId: 'engine-c', key: 'c', reason: 'its record cannot be read' }]
  t.strictSame(recoveryPlan({ state: null, runs: [], containers: [container('c')], unreadable }), left)
  t.strictSame(recoveryPlan({ state: knows(), runs: [run('c')], containers: [container('c')], unreadable }), left)
  t.strictSame(recoveryPlan({ state: knows(), runs: [run('c')], containers: [], unreadable }), [])
})

t.test('what an agent of Mesos left in our work_dir is taken back where it is wanted, and else an orphan', async (t) => {
  const legacy = [{ containerId: 'c', engineId: 'engine-c', run: () => run('c') }]
  t.strictSame(recoveryPlan({ state: knows('c'), runs: [], containers: [], legacy }), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }])
  t.strictSame(recoveryPlan({ state: knows(), runs: [], containers: [], legacy }), [orphan('an agent of Mesos ran it in this work_dir')])
  t.strictSame(recoveryPlan({ state: knows('c'), runs: [run('c')], containers: [], legacy }), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }], 'with the record of an earlier recovery')
  t.match(recoveryPlan({ state: knows(), runs: [run('c')], containers: [], legacy }), [{ action: 'ORPHAN' }])
  t.match(recoveryPlan({ state: knows(), runs: [], containers: [], legacy, unreadable: new Set(['c']) }), [{ action: 'LEAVE' }])
})

t.test('without a state every record counts', async (t) => {
  t.strictSame(plan(null, [run('a'), run('b')], [container('b')]), [
    { action: 'LOST', run: run('a') },
    { action: 'ADOPT', run: run('b'), engineId: 'engine-b' }
  ])
})

t.test('a container that somebody else ran from an image with our labels is left alone', async (t) => {
  t.strictSame(plan(null, [], [copy]), [])
  t.strictSame(plan(knows(), [run('c')], [copy]), [{ action: 'FORGET', run: run('c') }])
  for (const both of [[copy, container('c')], [container('c'), copy]]) {
    t.strictSame(plan(null, [run('c')], both), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }])
    t.strictSame(plan(knows(), [], both), [orphan(NO_RECORD)])
  }
})

t.test('our container under another name has not ended', async (t) => {
  const renamed = container('c', { names: ['renamed'] })
  t.strictSame(plan(null, [run('c')], [renamed]), [{ action: 'ADOPT', run: run('c'), engineId: 'engine-c' }])
})

t.test('a container without an id among its labels is nobody\'s', async (t) => {
  t.strictSame(plan(null, [], [container('c', { labels: { [AGENT_LABEL]: 'agent' }, names: [] })]), [])
})

t.test('of a task and its executor the executor is taken back, and both go together', async (t) => {
  const executed: DockerRun = { ...run('c'), name: 'mesos-agent-c.executor', taskName: 'mesos-agent-c' }
  const labels = { ...container('c').labels, [RUN_LABELS.directory]: '/sandbox' }
  const [task, executor] = [container('c', { labels }), container('c', { id: 'engine-x', names: ['mesos-agent-c.executor'], labels })]
  for (const both of [[task, executor], [executor, task]]) {
    t.strictSame(plan(knows('c'), [executed], both), [{ action: 'ADOPT', run: executed, engineId: 'engine-x' }])
    t.match(plan(knows('c'), [], both), [{ action: 'ADOPT', run: { name: 'mesos-agent-c.executor', taskName: 'mesos-agent-c' }, engineId: 'engine-x' }])
    t.match(plan(knows(), [], both).map(step => 'engineId' in step && step.action === 'ORPHAN' && step.engineId).sort(), ['engine-c', 'engine-x'])
  }
  t.strictSame(plan(knows('c'), [executed], [task]), [{ action: 'LOST', run: executed }], 'nobody runs the task any more')
})
