import t from 'tap'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import type { FastifyServerOptions } from 'fastify'
import { containerizers, ensureContainerizers } from '../../lib/plugins/containerizers.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'
import type { AgentState } from '../../types/index.ts'
import type { ContainerizersOptions } from '../../lib/plugins/containerizers.ts'

const config = { directory: '/nowhere', commandInfo: {} }
const id = { value: 'c1' }

async function host (options: ContainerizersOptions, names: string[], server: FastifyServerOptions = {}) {
  const app = Fastify(server)
  await app.register(containerizers, options)
  const links = names.map(name => new MemoryLink(name))
  for (const link of links) app.containerizers.register(link, { close: () => { link.calls.push('close') } })
  return { app, links, link: links[0] as MemoryLink }
}

function logger () {
  const lines: Array<Record<string, unknown>> = []
  return { lines, options: { logger: { stream: { write: (line: string) => { lines.push(JSON.parse(line)) } } } } }
}

t.test('the app has the chain, which recovers as the app gets ready', async t => {
  const { app, link } = await host({}, ['one', 'two'])
  t.teardown(() => app.close())
  t.same(app.containerizers.names, ['one', 'two'])
  t.equal(app.containerizers.name, 'composing')
  await t.rejects(app.containerizers.launch(id, config), { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
  await app.ready()
  await app.containerizers.recovered
  t.equal(await app.containerizers.launch(id, config), 'SUCCESS')
  t.same(link.calls, ['recover', 'launch c1'])
  t.throws(() => app.containerizers.register(new MemoryLink('late')), { code: 'CONTAINERIZER_ERR_OPTION_INVALID' })
})

t.test('the given order is the chain\'s; who is not named is left out, with a line in the log', async t => {
  const { lines, options } = logger()
  const { app } = await host({ containerizers: 'two,one' }, ['one', 'two', 'three'], options)
  t.teardown(() => app.close())
  await app.ready()
  t.same(app.containerizers.names, ['two', 'one'])
  t.match(lines.filter(line => line['containerizer'] !== undefined), [{ level: 30, containerizer: 'three' }])
})

t.test('an order that does not fit fails boot', async t => {
  for (const [order, code] of [['wasm', 'CHAIN_UNKNOWN'], ['one,one', 'OPTION_INVALID']]) {
    const { app } = await host({ containerizers: order as string }, ['one'])
    await t.rejects(async () => await app.ready(), { code: `CONTAINERIZER_ERR_${code}`, message: /known are: one$/ })
    await t.rejects(app.containerizers.recovered, { code: `CONTAINERIZER_ERR_${code}` })
    await app.close()
  }
})

t.test('an unknown option fails boot', async t => {
  const app = Fastify()
  app.register(containerizers, { order: 'one' } as ContainerizersOptions)
  await t.rejects(async () => await app.ready(), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /^Option order / })
})

t.test('state is handed to the links, also from a function', async t => {
  const state: AgentState = { agentId: { value: 'a1' }, rebooted: false, runs: [] }
  for (const given of [state, async () => state]) {
    const { app, link } = await host({ state: given }, ['one'])
    await app.ready()
    t.equal(link.state, state)
    await app.close()
  }
})

t.test('a recovery that fails soon fails boot', async t => {
  const { app, link } = await host({}, ['one'])
  link.recovering = async () => { throw new Error('checkpoints unreadable') }
  await t.rejects(async () => await app.ready(), { message: 'checkpoints unreadable' })
  await t.rejects(app.containerizers.recovered, { message: 'checkpoints unreadable' })
  await app.close()
})

t.test('a recovery longer than pluginTimeout', async t => {
  await t.test('does not fail boot, and launches are taken once it has finished', async t => {
    const { lines, options } = logger()
    const { app, link } = await host({}, ['one'], { pluginTimeout: 1000, ...options })
    t.teardown(() => app.close())
    const found = deferred<void>()
    link.recovering = async () => await found.promise
    await app.ready()
    await t.rejects(app.containerizers.launch(id, config), { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
    found.resolve()
    await app.containerizers.recovered
    t.equal(await app.containerizers.launch(id, config), 'SUCCESS')
    t.match(lines.map(line => line['msg']), [/^Recovery goes on/, 'Recovery has finished'])
  })

  await t.test('that fails in the end is logged, and launches stay refused', async t => {
    const { lines, options } = logger()
    const { app, link } = await host({}, ['one'], { pluginTimeout: 1000, ...options })
    t.teardown(() => app.close())
    const found = deferred<void>()
    link.recovering = async () => await found.promise
    await app.ready()
    found.reject(new Error('engine gone'))
    await t.rejects(app.containerizers.recovered, { message: 'engine gone' })
    await t.rejects(app.containerizers.launch(id, config), { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
    t.match(lines.at(-1), { level: 50, err: { message: 'engine gone' } })
  })
})

t.test('closing', async t => {
  await t.test('refuses launches first, closes the containerizers and leaves containers running', async t => {
    const { app, links, link } = await host({}, ['one', 'two'])
    await app.ready()
    await app.containerizers.launch(id, config)
    await app.close()
    await t.rejects(app.containerizers.launch({ value: 'c2' }, config), { code: 'CONTAINERIZER_ERR_CLOSING' })
    t.same(link.containers(), [id])
    t.same(links.map(link => link.calls.at(-1)), ['close', 'close'])
  })

  await t.test('with destroyOnClose ends them before the containerizers close', async t => {
    const { app, link } = await host({ destroyOnClose: true }, ['one'])
    await app.ready()
    await app.containerizers.launch(id, config)
    await app.close()
    t.same(link.calls, ['recover', 'launch c1', 'destroy c1', 'close'])
  })

  await t.test('ends the containers of a link that wants it, and no others', async t => {
    const { app, links: [stays] } = await host({}, ['stays'])
    const goes = new MemoryLink('goes')
    app.containerizers.register(goes, { destroyOnClose: true, close: () => { goes.calls.push('close') } })
    await app.ready()
    goes.add(id)
    await app.containerizers.launch({ value: 'c2' }, config)
    await app.close()
    t.same(goes.calls, ['recover', 'destroy c1', 'close'])
    t.same(stays?.containers(), [{ value: 'c2' }])
  })

  await t.test('does not wait for a request that waits for a container: it is told', async t => {
    for (const [destroyOnClose, expected] of [[false, { code: 'CONTAINERIZER_ERR_DETACHED' }], [true, { status: 9, message: 'destroyed' }]] as const) {
      const { app } = await host({ destroyOnClose }, ['one'])
      const asked = deferred<void>()
      app.get('/wait', async () => {
        const waiting = app.containerizers.wait(id)
        asked.resolve()
        // As one that reads what the container wrote: the server begins to close meanwhile.
        return await waiting.finally(() => new Promise(resolve => { setImmediate(resolve) }))
      })
      await app.listen({ port: 0 })
      await app.containerizers.launch(id, config)
      const answered = fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/wait`)
      await asked.promise
      await app.close()
      const answer = await answered
      t.match(await answer.json(), expected)
      t.equal(answer.headers.get('connection'), 'close', 'nor for its connection')
    }
  })

  await t.test('before recovery has finished tells so to who waits for it', async t => {
    const { app } = await host({}, ['one'])
    await app.close()
    await t.rejects(app.containerizers.recovered, { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
  })
})

t.test('ensureContainerizers registers the chain when the host has not', async t => {
  const app = Fastify()
  t.teardown(() => app.close())
  const first = await ensureContainerizers(app)
  t.equal(await ensureContainerizers(app, { destroyOnClose: true }), first)
  t.equal(app.containerizers, first)
})

t.test('the chain cannot be registered after a containerizer brought it along', async t => {
  const app = Fastify()
  await ensureContainerizers(app)
  await t.rejects(async () => await app.register(containerizers, {}), { code: 'CONTAINERIZER_ERR_OPTION_INVALID' })
})

t.test('a container is run below the directory of who has one', async t => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(containerizers)
  const link = new MemoryLink('one')
  app.containerizers.register(link, { sandboxes: '/sandboxes' })
  await app.ready()
  const container = await app.containerizers.run({ id: 'c1', command: 'true' })
  t.equal(container.directory, '/sandboxes/c1')
  link.end(container.id, { status: 0, message: 'done' })
  t.strictSame(await container.wait(), { state: 'TASK_FINISHED', exitCode: 0, message: 'done' })
})
