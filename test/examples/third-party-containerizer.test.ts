import t from 'tap'
import { once } from 'node:events'
import Fastify from 'fastify'
import { containerizerContract } from '../contract/containerizer.ts'
import { containerizers } from '../../lib/index.ts'
import { FunctionContainerizer, functionContainerizer } from '../../examples/third-party-containerizer.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'
import type { ContainerConfig } from '../../types/index.ts'
import type { TaskFunction } from '../../examples/third-party-containerizer.ts'

const functions: Record<string, TaskFunction> = {
  forever: async ({ signal }) => { await once(signal, 'abort') },
  brief: async () => {},
  broken: async ({ args }) => { throw new Error(args.join(' ')) }
}

const id = { value: 'f1' }

function config (image: string, args: string[] = []): ContainerConfig {
  return { directory: '/nowhere', commandInfo: { arguments: args }, containerInfo: { type: 'DOCKER', docker: { image } } }
}

async function host () {
  const app = Fastify()
  await app.register(containerizers, { containerizers: 'functions,other' })
  const other = new MemoryLink('other')
  app.containerizers.register(other)
  await app.register(functionContainerizer, { functions })
  await app.ready()
  return { app, other, chain: app.containerizers }
}

t.test('it keeps the contract of every containerizer', async t => {
  await containerizerContract(t, { make: () => new FunctionContainerizer(functions), config: () => config('function:forever') })
})

t.test('it joins the chain, and takes what is its own', async t => {
  const { app, other, chain } = await host()
  t.teardown(() => app.close())
  t.same(chain.names, ['functions', 'other'])
  t.equal(await chain.launch(id, config('function:forever')), 'SUCCESS')
  t.equal(await chain.launch({ value: 'o1' }, config('busybox')), 'SUCCESS')
  t.same(other.containers(), [{ value: 'o1' }])
  t.same(await chain.status(id), { containerId: id, executorPid: process.pid })
  t.same(await chain.destroy(id), { message: 'Function was stopped' })
})

t.test('an unknown function stops the chain: nobody else is asked', async t => {
  const { app, other, chain } = await host()
  t.teardown(() => app.close())
  await t.rejects(chain.launch(id, config('function:none')), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
  t.same(other.calls, ['recover'])
})

t.test('the end of a function is told to who waits', async t => {
  const containerizer = new FunctionContainerizer(functions)
  await containerizer.recover(null)
  const brief = containerizer.launch(id, config('function:brief'))
  const end = containerizer.wait(id)
  await brief
  t.same(await end, { status: 0, message: 'Function has returned' })
  const broken = containerizer.launch(id, config('function:broken', ['no', 'luck']))
  const failure = containerizer.wait(id)
  await broken
  t.same(await failure, { status: 256, message: 'Function has thrown: Error: no luck' })
  t.same(containerizer.containers(), [])
})

t.test('functions end with the app', async t => {
  const { app, chain } = await host()
  await chain.launch(id, config('function:forever'))
  const end = chain.wait(id)
  await app.close()
  t.same(await end, { message: 'Function was stopped' })
})
