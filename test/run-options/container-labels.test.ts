import t from 'tap'
import { containerLabels, TASK_LABEL_PREFIX } from '../../lib/run-options/container-labels.ts'
import type { TaskInfo } from '../../types/index.ts'

const base = { directory: '/s', commandInfo: {} }
const task: TaskInfo = { name: 'web', taskId: { value: 't-1' }, agentId: { value: 'a' } }

t.test('every label stands under the prefix', async (t) => {
  t.equal(TASK_LABEL_PREFIX, 'mesos.')
  t.same(containerLabels({
    ...base,
    frameworkId: { value: 'f-1' },
    taskInfo: {
      ...task,
      labels: { labels: [{ key: 'a', value: '1' }, { key: 'b' }] },
      discovery: {
        visibility: 'CLUSTER',
        name: 'n',
        environment: 'prod',
        location: 'here',
        version: '2',
        ports: { ports: [{ number: 80, name: 'http' }, { number: 53, protocol: 'udp' }] },
        labels: { labels: [{ key: 'c', value: '3' }] }
      }
    }
  }), {
    'mesos.task_id': 't-1',
    'mesos.task_name': 'web',
    'mesos.framework_id': 'f-1',
    'mesos.label.a': '1',
    'mesos.label.b': '',
    'mesos.discovery.visibility': 'CLUSTER',
    'mesos.discovery.name': 'n',
    'mesos.discovery.environment': 'prod',
    'mesos.discovery.location': 'here',
    'mesos.discovery.version': '2',
    'mesos.discovery.port.80': 'tcp http',
    'mesos.discovery.port.53': 'udp',
    'mesos.discovery.label.c': '3'
  })
})

t.test('an executor speaks for itself', async (t) => {
  t.same(containerLabels({ ...base, executorInfo: { executorId: { value: 'e' }, discovery: { visibility: 'EXTERNAL' }, labels: {} } }),
    { 'mesos.executor_id': 'e', 'mesos.discovery.visibility': 'EXTERNAL' })
})

t.test('a standalone container has none', async (t) => t.same(containerLabels(base), {}))
