import t from 'tap'
import { deferred } from '../../../lib/util/deferred.ts'
import { ExecutorTokens } from '../../../lib/agent/executors/executor-tokens.ts'
import type { LaunchResult } from '../../../types/containerizer.ts'
import type { LaunchOptions } from '../../../types/container-config.ts'
import { settled } from '../scheduler/fakes.ts'
import { executorInfo, executorTask, framework, frameworkId, stage, update } from './stage.ts'

t.test('an executor is launched with its environment, and a token where it needs one', async t => {
  const tokens = new ExecutorTokens(Buffer.from('key'))
  const { chain, launch, executor } = await stage({ tokens })
  const seen: Array<LaunchOptions | undefined> = []
  const { launch: inner } = chain
  chain.launch = async (id, config, options) => {
    seen.push(options)
    return await inner.call(chain, id, config, options)
  }
  await launch(executorTask('a'))
  while (seen.length === 0) await settled()
  t.match(seen, [{ shutdownGracePeriodMs: 5000, environment: { MESOS_EXECUTOR_ID: 'e1', MESOS_DIRECTORY: '/f1/e1' } }])
  const claims = await tokens.verify(`Bearer ${seen[0]?.environment?.['MESOS_EXECUTOR_AUTHENTICATION_TOKEN']}`)
  t.strictSame(claims, { fid: 'f1', eid: 'e1', cid: executor().key })
})

t.test('a launch that nobody takes, or that fails, ends its tasks', async t => {
  await t.test('none supports it', async t => {
    const { link, launch, statuses, records, ended, metrics } = await stage()
    link.decide = () => 'NOT_SUPPORTED'
    await launch(executorTask('a'), executorTask('b'))
    t.match(statuses, [{ taskId: { value: 'a' }, state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: /enabled containerizers \(memory\)/ }, { taskId: { value: 'b' } }])
    t.equal(records.records.size, 0)
    t.strictSame(ended, [['e1', undefined]])
    t.match(metrics.snapshot(), { 'slave/container_launch_errors': 1, 'slave/executors_terminated': 1 })
  })

  await t.test('it fails, and what is left of it is destroyed', async t => {
    const { link, launch, statuses, metrics } = await stage()
    link.keepFailed = true
    link.decide = () => { throw new Error('no image') }
    await launch(executorTask('a'))
    t.match(statuses, [{ state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: 'Failed to launch container: no image' }])
    t.match(link.calls.at(-1), /^destroy /)
    t.match(metrics.snapshot(), { 'slave/container_launch_errors': 1 })
  })

  await t.test('it cannot be recorded, and clearing up may fail too', async t => {
    const { launch, records, chain, statuses, log } = await stage()
    records.failure = new Error('disk full')
    chain.destroy = async () => { throw new Error('engine gone') }
    await launch(executorTask('a'))
    t.match(statuses, [{ message: /disk full/ }])
    t.strictSame(log.lines, ['the container of an executor could not be destroyed', 'what became of an executor could not be kept'])
  })

  await t.test('the agent closed meanwhile: nothing is said', async t => {
    const { link, launch, runner, statuses } = await stage()
    const decision = deferred<LaunchResult>()
    link.decide = () => decision.promise
    await launch(executorTask('a'))
    await runner.close()
    decision.reject(new Error('detached'))
    await settled()
    t.strictSame(statuses, [])
  })
})

t.test('one that was told to end before its launch is never launched', async t => {
  const directory = deferred<string>()
  const { runner, launch, link, states } = await stage({ prepareDirectory: () => directory.promise })
  await launch(executorTask('a'))
  runner.shutdown(frameworkId, { value: 'e1' })
  directory.resolve('/s')
  await settled()
  t.notOk(link.calls.some(call => call.startsWith('launch')))
  t.strictSame(states(), ['a TASK_FAILED'])
})

t.test('one that does not register in time is destroyed', async t => {
  const { launch, clock, statuses } = await stage()
  await launch(executorTask('a'))
  await clock.advance(60_000)
  t.match(statuses, [{ state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT', message: 'Executor did not register within 1mins; destroyed' }])
})

t.test('one that could not be destroyed is destroyed later', async t => {
  const { launch, chain, clock, log, states } = await stage()
  const { destroy } = chain
  chain.destroy = async () => { throw new Error('engine gone') }
  await launch(executorTask('a'))
  await clock.advance(60_000)
  t.strictSame([log.lines, states()], [['the container of an executor could not be destroyed'], []])
  chain.destroy = destroy
  await clock.advance(10_000)
  t.strictSame(states(), ['a TASK_FAILED'])
})

t.test('one that was there and does not come back in time is destroyed', async t => {
  const { launch, subscribe, executor, runner, records } = await stage()
  await launch(executorTask('a'))
  await subscribe()
  const alive = [executor().record]
  await runner.close()
  const next = await stage({}, records, alive)
  next.runner.expectBack()
  await next.clock.advance(2000)
  t.match(next.statuses, [{ state: 'TASK_GONE', reason: 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT' }])
})

t.test('what is fetched and pulled for it does not count, nor is one waited for that registers at once', async t => {
  for (const early of [false, true]) {
    const started = deferred<void>()
    const { launch, subscribe, link, clock, statuses } = await stage()
    link.decide = async () => { await started.promise; return 'SUCCESS' as const }
    await launch(executorTask('a'))
    await clock.advance(600_000)
    if (early) await subscribe()
    started.resolve()
    await clock.advance(60_000)
    t.match(statuses.map(({ reason }) => reason), early ? [] : ['REASON_EXECUTOR_REGISTRATION_TIMEOUT'])
  }
})

t.test('one that ends by itself fails what it had, and is let go of when the agent closes', async t => {
  const { launch, subscribe, link, states, executor, chain, log, ended } = await stage()
  await launch(executorTask('a'))
  await subscribe()
  link.end(executor().record.containerId, { message: 'ended', status: 256 })
  await settled()
  t.strictSame(states(), ['a TASK_FAILED'])
  t.strictSame(ended, [['e1', 256]])
  await launch(executorTask('b'))
  chain.letGo()
  await settled()
  t.strictSame(log.lines, ['an executor was let go'])
})

t.test('one that ended while the agent was away has failed what it had', async t => {
  const first = await stage()
  await first.launch(executorTask('a'))
  await first.runner.close()
  const { statuses } = await stage({}, first.records)
  t.match(statuses, [{ state: 'TASK_FAILED', message: 'Abnormal executor termination: unknown container' }])
})

t.test('its end that cannot be kept is logged, and tried again', async t => {
  const { runner, link, executor, log, records, clock, states } = await stage()
  const { executor: _, ...command } = executorTask('e1')
  runner.launch(framework, command, executorInfo)
  await settled()
  runner.launch(framework, { ...command, taskId: { value: 'next' } }, executorInfo)
  const stop = runner.onStatus(async () => { throw new Error('disk full') })
  link.end(executor().record.containerId, { message: 'ended' })
  await settled()
  t.strictSame(log.lines, ['what became of an executor could not be kept'])
  t.equal(records.records.size, 1)
  stop()
  const { key } = executor()
  records.failure = new Error('read-only')
  await clock.advance(10_000)
  records.failure = undefined
  await clock.advance(10_000)
  t.strictSame(states(), ['e1 TASK_FAILED', 'e1 TASK_FAILED'])
  t.not(executor().key, key, 'what waited for it is launched')
})

t.test('nothing is tried again when the agent has closed', async t => {
  const destroyed = await stage()
  const failed = deferred<null>()
  destroyed.chain.destroy = () => failed.promise
  await destroyed.launch(executorTask('a'))
  await destroyed.clock.advance(60_000)
  await destroyed.runner.close()
  failed.reject(new Error('closed'))
  await settled()
  t.equal(destroyed.clock.sleeping, 0)

  const { runner, launch, link, executor, log, clock } = await stage()
  await launch(executorTask('a'))
  runner.onStatus(async () => {
    await runner.close()
    throw new Error('disk full')
  })
  link.end(executor().record.containerId, { message: 'ended' })
  await settled()
  t.strictSame([log.lines.length, clock.sleeping], [1, 0])
})

t.test('its container is resized only where that changes something', async t => {
  const { launch, subscribe, say, link } = await stage()
  const updates = () => link.calls.filter(call => call.startsWith('update')).length
  await launch(executorTask('a'))
  await subscribe()
  t.equal(updates(), 0, 'it was launched for its first task')
  await launch(executorTask('b'))
  t.equal(updates(), 1)
  await say(update('b', 'TASK_FINISHED'))
  t.equal(updates(), 2)
})

t.test('one without resources is never resized', async t => {
  const { launch, subscribe, say, link } = await stage()
  const { resources, ...info } = executorTask('a').executor!
  await launch({ ...executorTask('a'), executor: info })
  await subscribe()
  await say(update('a', 'TASK_FINISHED'))
  t.notOk(link.calls.some(call => call.startsWith('update')))
})

t.test('one whose container cannot be resized is ended', async t => {
  const { launch, subscribe, chain, statuses } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  chain.update = async () => { throw new Error('no such cgroup') }
  await launch(executorTask('b'))
  t.strictSame(stream.launched, ['a'])
  t.match(statuses, [
    { taskId: { value: 'a' }, state: 'TASK_GONE', reason: 'REASON_CONTAINER_UPDATE_FAILED', message: 'Failed to update resources for container: no such cgroup; destroyed' },
    { taskId: { value: 'b' }, state: 'TASK_GONE' }
  ])
})

t.test('one is told once to end, and has its own grace before it is ended', async t => {
  const own = { ...executorInfo, shutdownGracePeriod: { nanoseconds: 7e9 } }
  const { launch, subscribe, runner, clock, link } = await stage()
  await launch(executorTask('a', { executor: own }))
  const stream = await subscribe()
  runner.shutdown(frameworkId, { value: 'e1' })
  runner.shutdown(frameworkId, { value: 'e1' })
  t.strictSame(stream.types, ['SUBSCRIBED', 'LAUNCH', 'SHUTDOWN'])
  await clock.advance(6999)
  t.notOk(link.calls.some(call => call.startsWith('destroy')))
  await clock.advance(1)
  t.ok(link.calls.some(call => call.startsWith('destroy')))
})

t.test('one that ends when the agent has closed is left to the next', async t => {
  const { launch, subscribe, link, runner, states, executor, records } = await stage()
  await launch(executorTask('a'))
  await subscribe()
  const { containerId } = executor().record
  await runner.close()
  link.end(containerId, { message: 'ended', status: 0 })
  await settled()
  t.strictSame(states(), [])
  t.equal(records.records.size, 1)
})

t.test('a state of it that cannot be kept is logged, and it goes on', async t => {
  const { launch, subscribe, records, log } = await stage()
  await launch(executorTask('a'))
  const stream = await subscribe()
  records.failure = new Error('disk full')
  await launch(executorTask('b'))
  t.strictSame(stream.launched, ['a', 'b'])
  t.ok(log.lines.includes('what became of an executor could not be kept'), log.lines.join())
})

t.test('an executor that the agent has made reaches it in the network of the host, and has the grace of its task', async t => {
  const asked: unknown[] = []
  const { runner, link } = await stage({ address: container => { asked.push(container); return { ip: '127.0.0.1', port: 1 } } })
  link.decide = () => 'SUCCESS'
  const { executor: _, ...task } = executorTask('a', { container: { type: 'DOCKER', docker: { image: 'i', network: 'BRIDGE' } } })
  runner.launch(framework, task, { executorId: { value: 'a' }, shutdownGracePeriod: { nanoseconds: 7e9 } })
  await settled()
  t.strictSame(asked, [undefined])
})
