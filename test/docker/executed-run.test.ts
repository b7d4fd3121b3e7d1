import t from 'tap'
import { containerNames, executorName, spokenFor, taskContainerName } from '../../lib/docker/executed-run.ts'

const taskInfo = { name: 't', taskId: { value: 't' }, agentId: { value: 'a' } }
const config = { directory: '/d', commandInfo: {}, taskInfo }

t.test('a run without an executor of its own is its container, and spoken for', async t => {
  const run = { name: 'mesos-a-c', config }
  t.equal(taskContainerName(run), 'mesos-a-c')
  t.same(containerNames(run), ['mesos-a-c'])
  t.equal(spokenFor(run), taskInfo)
})

t.test('a run with an executor is two containers, and the executor speaks', async t => {
  const run = { name: executorName('mesos-a-c'), taskName: 'mesos-a-c', config }
  t.equal(run.name, 'mesos-a-c.executor')
  t.equal(taskContainerName(run), 'mesos-a-c')
  t.same(containerNames(run), ['mesos-a-c', 'mesos-a-c.executor'])
  t.equal(spokenFor(run), undefined)
})
