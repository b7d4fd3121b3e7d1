import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { LaunchHooks } from '../../lib/docker/launch-hooks.ts'
import type { ContainerConfig, DockerHooks, TaskStatus } from '../../types/index.ts'
import { capturedLog, untilAborted } from '../fixtures/docker-faults.ts'
import { newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

const never = new AbortController().signal
const run = (over: Partial<ContainerConfig> = {}) => dockerRun('a', { value: 'c' }, { ...taskConfig('/agent', shell('true')), frameworkId: { value: 'f' }, ...over }, {})
const standalone: ContainerConfig = { directory: '/agent/s', commandInfo: shell('true') }
const executorInfo = { executorId: { value: 'e' } }
const made = (...hooks: DockerHooks[]) => { const log = capturedLog(); return { log, hooks: new LaunchHooks(hooks, log) } }
const status: TaskStatus = { taskId: { value: 't' }, state: 'TASK_RUNNING', message: 'm' }

t.test('only what a hook has is wanted', async (t) => {
  t.notOk(made().hooks.wants('beforeLaunch'))
  t.ok(made({}, { onStatus () {} }).hooks.wants('onStatus'))
})

t.test('hooks before a launch are told of the container, and add to what was given before', async (t) => {
  const seen: unknown[] = []
  const { hooks } = made({}, { beforeLaunch (one) { seen.push(one); return { taskEnvironment: { A: '1', B: '1' }, executorEnvironment: { E: '1' } } } }, {
    async beforeLaunch ({ environment }) { seen.push(environment); return { taskEnvironment: { B: '2' } } }
  }, { beforeLaunch () {} })
  const task = run()
  t.strictSame(await hooks.beforeLaunch(task, { GIVEN: 'x', A: '0' }, never), { GIVEN: 'x', A: '1', B: '2' })
  const { taskInfo, directory } = task.config
  t.strictSame(seen[0], { containerId: { value: 'c' }, name: 'mesos-a-c', directory, taskInfo, frameworkId: { value: 'f' }, environment: { GIVEN: 'x', A: '0' }, signal: never })
  t.strictSame(seen[1], { GIVEN: 'x', A: '1', B: '1' })
})

t.test('an executor gets what is for executors, under what is for the container', async (t) => {
  const { hooks } = made({ beforeLaunch: () => ({ taskEnvironment: { A: 'task' }, executorEnvironment: { A: 'executor', E: '1' } }) })
  t.strictSame(await hooks.beforeLaunch(dockerRun('a', newId(), { ...standalone, executorInfo }, {}), {}, never), { A: 'task', E: '1' })
})

t.test('a hook refuses by throwing, at once or later, and by what is no environment', async (t) => {
  const refused = (hook: DockerHooks, message: string | RegExp) =>
    t.rejects(made(hook).hooks.beforeLaunch(run(), {}, never), { code: 'CONTAINERIZER_ERR_LAUNCH_REFUSED', message })
  await refused({ beforeLaunch () { throw new Error('no room') } }, 'no room')
  await refused({ async beforeLaunch () { throw new Error('no time') } }, 'no time')
  for (const name of ['', 'A=B', 'A\0']) await refused({ beforeLaunch: () => ({ taskEnvironment: { [name]: 'hush' } }) }, /^A hook gave .* as a variable: names must/)
  for (const value of [1, 'hush\0']) await refused({ beforeLaunch: () => ({ taskEnvironment: { A: value as string } }) }, /^A hook gave "A" as a variable: (?!.*hush)/)
})

t.test('an abort does not wait for hooks', async (t) => {
  const abort = new AbortController()
  const reason = new Error('destroyed')
  const hanging = { beforeLaunch: () => untilAborted(undefined), afterFetch: () => untilAborted(undefined), onRemove: () => untilAborted(undefined) }
  const { hooks } = made(hanging)
  const all: Array<Promise<unknown>> = [hooks.beforeLaunch(run(), {}, abort.signal), hooks.afterFetch(run(), abort.signal), hooks.onRemove(run(), abort.signal)]
  abort.abort(reason)
  for (const one of all) await t.rejects(one, reason)
})

t.test('after the fetch and at the removal what a hook throws is logged, and the next is asked', async (t) => {
  const asked: string[] = []
  const failing: DockerHooks = { afterFetch () { throw new Error('x') }, async onRemove () { throw new Error('x') } }
  const { hooks, log } = made(failing, { afterFetch ({ name }) { asked.push(`fetched ${name}`) }, onRemove ({ name }) { asked.push(`removed ${name}`) } })
  await hooks.afterFetch(run(), never)
  await hooks.onRemove(dockerRun('a', { value: 's' }, standalone, {}), never)
  t.strictSame(asked, ['fetched mesos-a-c', 'removed mesos-a-s'])
  t.strictSame(log.lines, ['error a hook failed', 'error a hook failed'])
})

t.test('a status takes labels and container status from hooks, nothing else', async (t) => {
  const containerStatus = { executorPid: 1 }
  const labels = (key: string) => ({ labels: [{ key }] })
  const seen: unknown[] = []
  const { hooks, log } = made(
    { onStatus: () => ({ labels: labels('a'), containerStatus, state: 'TASK_LOST' }) as object },
    { onStatus () { throw new Error('x') } },
    {},
    { async onStatus (_container, { labels: before }) { seen.push(before); return { labels: labels('b') } } }
  )
  t.strictSame(await hooks.onStatus(run(), status), { ...status, labels: labels('b'), containerStatus })
  t.strictSame(seen, [labels('a')])
  t.strictSame(log.lines, ['error a hook failed'])
})
