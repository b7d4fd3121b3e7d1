import t from 'tap'
import { loadExecuteFlags } from '../../lib/execute/execute-flags.ts'
import { taskInfo } from '../../lib/execute/task-info.ts'

const task = async (...argv: string[]) => taskInfo(await loadExecuteFlags(['--master=a:1', ...argv]))
const mem = { name: 'mem', type: 'SCALAR', role: '*', scalar: { value: 128 } }
const cpus = { name: 'cpus', type: 'SCALAR', role: '*', scalar: { value: 1 } }

t.test('name, command and environment make a task', async t => {
  t.same(await task('--name=a', '--command=echo $X', '--env={"X":"1"}'), {
    name: 'a',
    taskId: { value: 'a' },
    agentId: { value: '' },
    resources: [cpus, mem],
    command: { shell: true, value: 'echo $X', environment: { variables: [{ name: 'X', value: '1' }] } }
  })
})

t.test('without a shell the image may bring the command', async t => {
  const { command, container } = await task('--name=a', '--no-shell', '--containerizer=docker', '--docker_image=busybox')
  t.same(command, { shell: false })
  t.same(container, { type: 'DOCKER', docker: { image: 'busybox' } })
})

t.test('a TaskInfo in JSON is taken as it is, for whatever agent', async t => {
  t.same(await task('--task={"name":"a","task_id":{"value":"b"},"command":{"value":"true"}}'), {
    name: 'a', taskId: { value: 'b' }, agentId: { value: '' }, command: { value: 'true' }
  })
  await t.rejects(task('--task={"name":"a"}'), { code: 'CONTAINERIZER_ERR_WIRE_INVALID', message: /task_id/ })
})

t.test('an environment that is no object of strings is refused', async t => {
  for (const env of ['[]', 'null', '1', '{"A":1}']) {
    await t.rejects(task('--name=a', '--command=true', `--env=${env}`), { message: 'Flag \'env\' must be a JSON object of strings' })
  }
})
