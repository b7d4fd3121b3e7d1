import t from 'tap'
import { executorGenerator, generatedExecutor } from '../../../lib/agent/executors/generated-executor.ts'
import { executorTask, framework } from './stage.ts'

const { executor, ...bare } = executorTask('a')
const task = { ...bare, command: { value: 'true' } }
const container = { type: 'DOCKER' as const, docker: { image: 'i' } }

t.test('a command task in a Docker container is given an executor of its id', async t => {
  const docker = { ...task, container }
  t.match(generatedExecutor(framework, docker), { task: docker, executor: { executorId: { value: 'a' }, source: 'a', name: /^Command Executor \(Task: a\)/, command: { value: 'true' }, shutdownGracePeriod: undefined } })
  t.match(generatedExecutor(framework, task, container), { task: { container } }, 'also in the default one, which is then its own')
  t.match(generatedExecutor(framework, { ...docker, killPolicy: { gracePeriod: { nanoseconds: 3e9 } } }), { executor: { shutdownGracePeriod: { nanoseconds: 5e9 } } })
})

t.test('no other task is', async t => {
  t.equal(generatedExecutor(framework, task), undefined)
  t.equal(generatedExecutor(framework, { ...bare, executor: executor!, container }), undefined)
})

t.test('none is without an image', async t => {
  t.equal(executorGenerator(undefined), undefined)
  t.match(executorGenerator('i', container)?.(framework, task), { task: { container } })
})
