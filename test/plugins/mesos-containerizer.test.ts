import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { mesosContainerizer, type MesosContainerizerOptions } from '../../lib/plugins/mesos-containerizer.ts'
import { withoutPrograms } from '../fixtures/without-programs.ts'

async function workDirectory (t: Test): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'mesos-'))
  t.teardown(() => rm(directory, { recursive: true }))
  return directory
}

const id = { value: 'one' }

t.test('the app has the containerizer, in its chain, and a task outlives it', async (t) => {
  const workDir = await workDirectory(t)
  const start = async (destroyOnClose: boolean) => {
    const app = Fastify()
    await app.register(mesosContainerizer, { workDir, frameworksHome: '/', destroyOnClose })
    await app.ready()
    await app.containerizers.recovered
    return app
  }
  const first = await start(false)
  t.same(first.containerizers.names, ['mesos'])
  const directory = join(workDir, 'sandbox')
  t.equal(await first.containerizers.launch(id, { directory, commandInfo: { value: 'pwd; exec sleep 1000' } }), 'SUCCESS')
  await first.close()
  const second = await start(true)
  t.same(second.mesosContainerizer.containers(), [id])
  await second.close()
  t.match(await readFile(join(directory, 'stdout'), 'utf8'), /^(.+sandbox\n)?$/)
  const [agent] = (await readdir(join(workDir, 'meta', 'slaves'))).filter((name) => name !== 'latest')
  t.same(await readdir(join(workDir, 'meta', 'slaves', agent as string, 'mesos')), [])
})

t.test('records are kept by agent', async (t) => {
  const workDir = await workDirectory(t)
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(mesosContainerizer, { workDir, agentId: 'mine' })
  await app.ready()
  await app.mesosContainerizer.launch(id, { directory: join(workDir, 'sandbox'), commandInfo: { value: 'exec sleep 1000' } })
  t.equal((await readdir(join(workDir, 'meta', 'slaves', 'mine', 'mesos'))).length, 1)
  await app.mesosContainerizer.destroy(id)
})

t.test('the fetcher that it brings along has its options', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(mesosContainerizer, { workDir: await workDirectory(t), frameworksHome: '/srv', fetchStallTimeoutMs: 7000 })
  t.match(app.fetcher.options, { frameworksHome: '/srv', stallTimeoutMs: 7000 })
})

t.test('a wrong option fails boot', async (t) => {
  for (const options of [{}, { workDir: 'relative' }, { workDir: '/x', color: 'red' }]) {
    const app = Fastify()
    app.register(mesosContainerizer, options as MesosContainerizerOptions)
    await t.rejects(async () => await app.ready(), { code: 'CONTAINERIZER_ERR_OPTION_INVALID' })
  }
})

t.test('so do disk quotas that nothing can measure', async (t) => {
  withoutPrograms(t)
  const app = Fastify()
  app.register(mesosContainerizer, { workDir: await workDirectory(t), enforceDiskQuota: true })
  await t.rejects(async () => await app.ready(), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /needs the du of GNU: there is none/ })
})
