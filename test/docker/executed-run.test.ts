import t from 'tap'
import { containerNames, executorName, ownConfig, spokenFor, taskContainerName, taskPlace, taskVariables } from '../../lib/docker/executed-run.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'

const taskInfo = { name: 't', taskId: { value: 't' }, agentId: { value: 'a' } }
const config = { directory: '/d', commandInfo: {}, taskInfo }

t.test('a run without an executor of its own is its container, and spoken for', async t => {
  const run: Pick<DockerRun, 'name' | 'taskName' | 'config'> = { name: 'mesos-a-c', config }
  t.equal(taskContainerName(run), 'mesos-a-c')
  t.same(containerNames(run), ['mesos-a-c'])
  t.equal(spokenFor(run), taskInfo)
  t.equal(ownConfig(run), config)
  t.equal(taskPlace(run, 'id'), 'id')
  t.same(taskVariables(run, { A: '1' }), { A: '1' })
  t.same(taskVariables(run), {})
})

t.test('a run with an executor is two containers, and the executor speaks', async t => {
  const run = { name: executorName('mesos-a-c'), taskName: 'mesos-a-c', config }
  t.equal(run.name, 'mesos-a-c.executor')
  t.equal(taskContainerName(run), 'mesos-a-c')
  t.same(containerNames(run), ['mesos-a-c', 'mesos-a-c.executor'])
  t.equal(spokenFor(run), undefined)
  t.same(ownConfig(run), { directory: '/d', commandInfo: {} })
  t.equal(taskPlace(run, 'id'), 'mesos-a-c')
  t.equal(taskPlace(run, null), null)
  t.same(taskVariables(run, { A: '1' }), {}, 'they are the executor\'s')
})
