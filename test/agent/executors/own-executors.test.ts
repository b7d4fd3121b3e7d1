import t from 'tap'
import { HOST, OwnExecutors } from '../../../lib/agent/executors/own-executors.ts'
import type { ExecutorRecord } from '../../../lib/agent/executors/executor-record.ts'
import { handOn } from '../../../lib/composing/hand-on.ts'
import type { ExecutorRequest } from '../../../types/running-executor.ts'
import { settled } from '../scheduler/fakes.ts'
import { MemoryStream, stage, update } from './stage.ts'

const hostId = { value: 'host' }

async function host (staged = stage()) {
  const { runner, chain, link, records } = await staged
  const own = new OwnExecutors({
    runner,
    hand: id => handOn(chain, id),
    config: (id, { image }) => ({ directory: '/s', commandInfo: { value: id }, ...(image !== undefined && { containerInfo: { type: 'DOCKER', docker: { image } } }) }),
    exitCodeOf: status => status >> 8
  })
  own.recover()
  const executor = (id: string) => runner.get(hostId, { value: id })!
  const subscribe = async (id: string) => {
    const stream = new MemoryStream()
    runner.subscribe(executor(id), stream, {})
    await settled()
    return stream
  }
  const say = async (id: string, ...given: Parameters<typeof update>) => {
    runner.call(executor(id), { type: 'UPDATE', executorId: { value: id }, frameworkId: hostId, update: update(...given) })
    await settled()
  }
  return { own, runner, link, records, executor, subscribe, say }
}

t.test('an executor is started with its first task, and tells of each', async t => {
  const { own, runner, subscribe, say, executor, link } = await host()
  const workers = own.start({ id: 'workers', image: 'i', shutdownGraceMs: 50 })
  t.equal(own.get('workers'), workers)
  t.same(own.all(), [workers])
  t.equal(executor('workers'), undefined)
  const task = workers.run({ id: 'one', data: 'do' })
  t.same(workers.tasks, [task])
  await settled()
  t.match(executor('workers').record, { framework: HOST, executor: { type: 'CUSTOM', container: { docker: { image: 'i' } }, command: { value: 'workers' }, shutdownGracePeriod: { nanoseconds: 5e7 } } })
  const stream = await subscribe('workers')
  t.same(stream.launched, ['one'])
  const heard: string[] = []
  workers.onMessage(data => { heard.push(String(Buffer.from(data))) })
  runner.call(executor('workers'), { type: 'MESSAGE', executorId: { value: 'workers' }, frameworkId: hostId, message: { data: Buffer.from('hello') } })
  t.same(heard, ['hello'])
  await say('workers', 'one', 'TASK_RUNNING')
  await say('workers', 'one', 'TASK_FINISHED')
  t.match(await task.wait(), { state: 'TASK_FINISHED' })
  t.same(workers.tasks, [])
  link.end(executor('workers').record.containerId, { status: 3 << 8, message: 'gone' })
  t.strictSame(await workers.wait(), { exitCode: 3 })
  t.same(own.all(), [])
  const nameless = own.start({})
  t.match(nameless.id, /^[0-9a-f-]{36}$/)
})

t.test('nobody knows how it ended: it has no exit code', async t => {
  const { own, link } = await host()
  link.decide = () => { throw new Error('no luck') }
  const workers = own.start({ id: 'workers' })
  const task = workers.run({})
  t.match(await task.wait(), { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'Failed to launch container: no luck' })
  t.strictSame(await workers.wait(), { exitCode: null })
})

t.test('each wrong field is named with its rule', async t => {
  const { own } = await host()
  own.start({ id: 'workers' })
  const wrong: Array<[object, string]> = [
    [{ task: {} }, 'task: there is no such field; there are id, image, command, env, user, cpus, memory, uris, container, shutdownGraceMs'],
    [{ shutdownGraceMs: -1 }, 'shutdownGraceMs must be a number not below 0, not -1'],
    [{ id: 'workers' }, "id 'workers' is in use"]
  ]
  for (const [request, message] of wrong) {
    t.throws(() => own.start(request as ExecutorRequest), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `executor: ${message}` }, message)
  }
})

t.test('one of an earlier run of the host is found again with its tasks', async t => {
  const first = await host()
  first.own.start({ id: 'workers' }).run({ id: 'one' })
  await settled()
  await first.subscribe('workers')
  const record = structuredClone(first.executor('workers').record) as ExecutorRecord
  const { own, subscribe } = await host(stage({}, first.records, [record]))
  const [workers] = own.all()
  t.same(workers?.tasks.map(({ id }) => id), ['one'])
  const task = workers!.tasks[0]!
  await subscribe('workers')
  t.match(await task.wait(), { state: 'TASK_DROPPED' }, 'the executor has not heard of it')
})

t.test('who waits when the host closes is told so', async t => {
  const { own } = await host()
  const workers = own.start({ id: 'workers' })
  const task = workers.run({ id: 'one' })
  own.letGo()
  await t.rejects(task.wait(), { code: 'CONTAINERIZER_ERR_DETACHED' })
  await t.rejects(workers.wait(), { code: 'CONTAINERIZER_ERR_DETACHED' })
})
