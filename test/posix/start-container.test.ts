import t from 'tap'
import { systemClock } from '../../lib/util/system-clock.ts'
import { id, posixHost } from '../fixtures/posix-host.ts'

t.test('the user of the command goes before that of the container, for sandbox, files and process', async (t) => {
  const host = await posixHost(t)
  const users: unknown[] = []
  const { containerizer } = await host.agent({ fetcher: { validate: () => {}, fetch: async ({ user }) => { users.push(user) } } })
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value: 'id -u', user: 'nobody', uris: [{ value: '/x' }] }, { user: 'root' }))
  await containerizer.wait(id('one'))
  t.equal(await host.output('one'), '65534\n')
  t.same(users, ['nobody'])
})

t.test('an agent stays who it is when that is the user', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent({ resolveUser: async () => ({ uid: process.getuid?.() as number, gid: 0 }) })
  await containerizer.recover(null)
  await containerizer.launch(id('one'), host.config('one', { value: 'id -u' }, { user: 'me' }))
  await containerizer.wait(id('one'))
  t.equal(await host.output('one'), `${process.getuid?.()}\n`)
})

t.test('an unknown user is refused before anything is made', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent({ resolveUser: async (name) => { throw new Error(`no ${name}`) } })
  await containerizer.recover(null)
  await t.rejects(containerizer.launch(id('one'), host.config('one', { value: 'true', user: 'x' })), { message: 'no x' })
  await t.rejects(host.output('one'), { code: 'ENOENT' })
})

t.test('the grace is the policy of the task, else of the agent, else 5 s', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent()
  await containerizer.recover(null)
  const task = { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' } }
  const grace = async (name: string, more: object, options: object): Promise<unknown> => {
    await containerizer.launch(id(name), host.config(name, { value: 'true' }, more), options)
    return host.runs.records.get(name)?.gracePeriodMs
  }
  t.equal(await grace('one', {}, {}), 5000)
  t.equal(await grace('two', {}, { shutdownGracePeriodMs: 7 }), 7)
  t.equal(await grace('three', { taskInfo: { ...task, killPolicy: { gracePeriod: { nanoseconds: 3e6 } } } }, { shutdownGracePeriodMs: 7 }), 3)
})

t.test('the record says what the start was asked: by when to be complete, how to tell of a kill, and of which task', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent({ clock: { now: () => 1000, sleep: systemClock.sleep } })
  await containerizer.recover(null)
  const record = async (name: string, more: object, options: object) => {
    await containerizer.launch(id(name), host.config(name, { value: 'exec sleep 1000' }, more), options)
    return host.runs.records.get(name)
  }
  const taskInfo = { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' }, maxCompletionTime: { nanoseconds: 3600e9 } }
  t.match(await record('task', { taskInfo, resources: [{ name: 'disk', type: 'SCALAR', scalar: { value: 1 } }] }, { taskKillingState: true }), { completionDeadline: 3_601_000, diskQuotaBytes: 2 ** 20, taskKillingState: true, taskId: { value: 't' } })
  const bare = await record('bare', { taskInfo: undefined }, {})
  t.match(bare, { completionDeadline: undefined, diskQuotaBytes: undefined, taskKillingState: false, taskId: undefined })
})

t.test('a fetch that fails is the reason, unless it was ended by a destroy', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent({
    fetcher: { validate: () => {}, fetch: async ({ containerKey }) => { if (containerKey === 'two') containerizer.destroy(id('two')); throw new Error('no such file') } }
  })
  await containerizer.recover(null)
  await t.rejects(containerizer.launch(id('one'), host.config('one', { value: 'true' })), { message: 'no such file' })
  await t.rejects(containerizer.launch(id('two'), host.config('two', { value: 'true' })), { message: 'Container two was destroyed while fetching' })
})

t.test('a container that is destroyed meanwhile goes on to no further stage', async (t) => {
  const host = await posixHost(t)
  const { containerizer } = await host.agent({
    resolveUser: async (name) => { if (name === 'sandbox') containerizer.destroy(id('sandbox')); return { uid: 65534, gid: 65534 } },
    fetcher: {
      validate: ([uri]) => { if (uri?.value === 'check') containerizer.destroy(id('check')) },
      fetch: async ({ uris }) => { if (uris[0]?.value === 'fetch') containerizer.destroy(id('fetch')) }
    }
  })
  await containerizer.recover(null)
  for (const [stage, words] of [['check', 'it was checked'], ['sandbox', 'its sandbox was made'], ['fetch', 'fetching']] as const) {
    const config = host.config(stage, { value: 'echo never', user: stage, uris: [{ value: stage }] })
    await t.rejects(containerizer.launch(id(stage), config), {
      code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED', message: `Container ${stage} was destroyed while ${words}`
    })
    await t.rejects(host.output(stage), { code: 'ENOENT' }, 'nothing was started')
  }
  t.equal(host.runs.records.size, 0)
})
