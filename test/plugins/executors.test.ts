import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { executorProgram } from '../../scripts/executor-image.mjs'
import { executors } from '../../lib/plugins/executors.ts'
import type { ExecutorsOptions } from '../../lib/plugins/executors.ts'
import { mesosContainerizer } from '../../lib/plugins/mesos-containerizer.ts'
import type { MesosContainerizerOptions } from '../../lib/plugins/mesos-containerizer.ts'
import { freePort } from '../fixtures/free-port.ts'

/** A work directory with an executor in it, and hosts on it one after the other. */
async function home (t: Test) {
  const workDir = await mkdtemp(join(tmpdir(), 'executors-'))
  await writeFile(join(workDir, 'executor.mjs'), executorProgram)
  await writeFile(join(workDir, 'key'), 'secret')
  t.teardown(() => rm(workDir, { recursive: true }))
  const make = async (more: Partial<ExecutorsOptions> = {}, chain: Partial<MesosContainerizerOptions> = {}) => {
    const app = Fastify({ forceCloseConnections: true })
    await app.register(mesosContainerizer, { workDir, ...chain })
    await app.register(executors, { workDir, ...more })
    return app
  }
  return { workDir, make, program: [process.execPath, join(workDir, 'executor.mjs')] }
}

t.test('an executor outlives the host, and is in hand again after', async t => {
  const { make, program } = await home(t)
  const options = { jwtSecretKey: '', executorIp: '127.0.0.2', reregistrationTimeoutMs: 600_000 }
  options.jwtSecretKey = program[1]!.replace(/[^/]*$/, 'key')
  const first = await make(options)
  const port = await freePort()
  await first.listen({ port })
  const task = first.executors.start({ id: 'workers', command: program }).run({ id: 'endless', data: 'exec sleep 1000' })
  for await (const { state } of task) if (state === 'TASK_RUNNING') break
  await first.close()
  await t.rejects(task.wait(), { code: 'CONTAINERIZER_ERR_DETACHED' })

  const second = await make(options, { destroyOnClose: true })
  t.teardown(() => second.close())
  await second.listen({ port })
  const workers = second.executors.get('workers')!
  const [again] = workers.tasks
  t.equal(again?.id, 'endless')
  t.match(await workers.run({ id: 'brief', data: 'exit 0' }).wait(), { state: 'TASK_FINISHED' })
  t.match(await workers.exec('test "$MESOS_EXECUTOR_ID" = workers'), { exitCode: 0 })
  t.equal(again?.kill(), true)
  t.match(await again?.wait(), { state: 'TASK_KILLED' })
  workers.shutdown()
  t.strictSame(await workers.wait(), { exitCode: 0 })
})

t.test('without an app that listens an executor is not started', async t => {
  const { make, program } = await home(t)
  const app = await make()
  t.teardown(() => app.close())
  await app.ready()
  const task = app.executors.start({ command: program }).run({})
  t.match(await task.wait(), { state: 'TASK_FAILED', message: /the app does not listen yet/ })
  const response = await app.inject({ method: 'POST', url: '/api/v1/executor', payload: { type: 'MESSAGE', framework_id: { value: 'host' }, executor_id: { value: 'none' }, message: { data: '' } } })
  t.match(response, { statusCode: 400, body: 'Executor cannot be found' })
})

t.test('wrong options fail boot, and so does an agent beside', async t => {
  const { make, workDir } = await home(t)
  await t.rejects(make({ ip: '' }), { code: 'CONTAINERIZER_ERR_OPTION_INVALID' })
  const app = Fastify()
  app.decorate('mesosAgent', { recovered: Promise.resolve() })
  await t.rejects(async () => await app.register(executors, { workDir }), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /the agent serves executors already/ })
})
