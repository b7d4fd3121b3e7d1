import t from 'tap'
import { readTaskRequest } from '../../../lib/agent/executors/read-task-request.ts'

const executor = { executorId: { value: 'e' } }

t.test('a request is a task of the executor', async t => {
  t.strictSame(readTaskRequest({ id: 't1', name: 'first', data: 'do it', cpus: 0.5, memory: 8 }, executor), {
    name: 'first',
    taskId: { value: 't1' },
    agentId: { value: '' },
    executor,
    data: Buffer.from('do it'),
    resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } }, { name: 'mem', type: 'SCALAR', scalar: { value: 8 } }]
  })
  const bytes = Uint8Array.of(1)
  const task = readTaskRequest({ data: bytes }, executor)
  t.equal(task.data, bytes)
  t.equal(task.name, task.taskId.value)
  t.notOk('data' in readTaskRequest({}, executor))
})

t.test('each wrong field is named with its rule', async t => {
  const wrong: Array<[object, string]> = [
    [{ command: 'x' }, 'command: there is no such field; there are id, name, data, cpus, memory'],
    [{ id: '' }, 'id must be a text that is not empty'],
    [{ data: {} }, 'data must be a text or bytes'],
    [{ cpus: -1 }, 'cpus must be a number above 0, not -1']
  ]
  for (const [request, message] of wrong) {
    t.throws(() => readTaskRequest(request, executor), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `task: ${message}` }, message)
  }
})
