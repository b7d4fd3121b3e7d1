import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { importAgentImage } from '../../scripts/agent-image.mjs'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { containerizers } from '../../lib/plugins/containerizers.ts'
import { dockerContainerizer } from '../../lib/plugins/docker-containerizer.ts'
import type { DockerContainerizerOptions } from '../../lib/plugins/docker-containerizer-options.ts'
import { mesosContainerizer } from '../../lib/plugins/mesos-containerizer.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { CommandInfo, ContainerConfig, ContainerInfoDockerInfo } from '../../types/index.ts'
import { baseImage, newId, shell, socketPath } from '../fixtures/docker-parts.ts'
import { engineFor, pushImage, registry, shellLayer } from '../fixtures/registry/registry.ts'
import { withoutPrograms } from '../fixtures/without-programs.ts'

/** A work directory and an agent of its own; its containers are gone after the test. */
async function home (t: Test) {
  const workDir = await mkdtemp(join(tmpdir(), 'docker-plugin-'))
  const agentId = `${randomUUID()}-S0`
  const engine = connectEngine({ socketPath })
  const list = () => engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] })
  t.teardown(async () => {
    for (const { id } of await list()) await engine.remove(id, { force: true })
    await engine.close()
    await rm(workDir, { recursive: true, force: true })
  })
  const start = async (more: Partial<DockerContainerizerOptions> = {}) => {
    const app = Fastify({ pluginTimeout: 60_000 })
    t.teardown(() => app.close())
    await app.register(dockerContainerizer, { workDir, agentId, socketPath, ...more })
    await app.ready()
    await app.containerizers.recovered
    return app
  }
  const config = (commandInfo: CommandInfo, docker: Partial<ContainerInfoDockerInfo> = {}): ContainerConfig => ({
    directory: join(workDir, 'sandboxes', randomUUID()),
    commandInfo,
    containerInfo: { type: 'DOCKER', docker: { image: baseImage, ...docker } }
  })
  return { workDir, agentId, engine, list, start, config }
}

const boot = (app: ReturnType<typeof Fastify>) => async () => { await app.ready() }

t.test('a bare app has the chain and the service, which runs a container', async t => {
  const { start, agentId, config, list, workDir } = await home(t)
  const app = await start()
  t.same(app.containerizers.names, ['docker'])
  t.equal(app.dockerContainerizer.name, 'docker')
  t.match(app.dockerContainerizer, { agentId, preflight: { engine: { socketPath, version: /^\d/ }, workDir: { path: workDir } } })
  t.match(app.dockerContainerizer.engineReport(), { state: 'up', outages: 0 })
  const id = newId()
  const wanted = config(shell('echo "$MESOS_SANDBOX"'))
  t.match(await app.dockerContainerizer.plan(wanted), { command: /^docker run /, body: { Image: baseImage } })
  t.same(await list(), [], 'a plan makes nothing')
  t.equal(await app.containerizers.launch(id, wanted), 'SUCCESS')
  t.match(await app.containerizers.wait(id), { status: 0 })
  t.equal(await readFile(join(wanted.directory, 'stdout'), 'utf8'), '/mnt/mesos/sandbox\n')
  t.same(await list(), [])
})

t.test('options reach the containers', async t => {
  const { start, config, engine, list, workDir } = await home(t)
  await writeFile(join(workDir, 'data'), 'fetched\n')
  const app = await start({
    sandboxDirectory: '/box',
    frameworksHome: workDir,
    fetchStallTimeoutMs: 7000,
    cgroupsEnableCfs: true,
    defaultDns: [{ network: 'BRIDGE', nameservers: ['192.0.2.1'] }],
    destroyOnClose: true
  })
  t.equal(app.fetcher.options.stallTimeoutMs, 7000)
  const id = newId()
  const wanted = config({ ...shell('cat /box/data; exec sleep 1000'), uris: [{ value: 'data' }] }, { network: 'BRIDGE' })
  const resources = (value: number) => [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value } }]
  await app.containerizers.launch(id, { ...wanted, resources: resources(0.5) })
  const [container] = await list()
  const host = async () => (await engine.inspect(container!.id))!.raw['HostConfig']
  t.match(await host(), { CpuQuota: 50_000, Dns: ['192.0.2.1'], NetworkMode: 'bridge' })
  await app.containerizers.update(id, resources(0.25))
  t.match(await host(), { CpuQuota: 25_000 })
})

t.test('without an agent id it is the one kept in the work directory', async t => {
  const { workDir } = await home(t)
  const ids = []
  for (let i = 0; i < 2; i++) {
    const app = Fastify()
    await app.register(dockerContainerizer, { workDir, socketPath })
    ids.push((app.dockerContainerizer as unknown as { agentId: string }).agentId)
    await app.close()
  }
  t.match(ids[0], /^[0-9a-f-]{36}-S0$/)
  t.equal(ids[1], ids[0])
})

t.test('boot fails', async t => {
  const { workDir } = await home(t)
  const refused = async (t: Test, options: object, expected: { code?: string, message: RegExp }) => {
    const app = Fastify()
    app.register(dockerContainerizer, { workDir, socketPath, ...options })
    await t.rejects(boot(app), expected)
    await app.close()
  }
  await t.test('for an option that is wrong or unknown, by its name', async t => {
    const invalid = (message: RegExp) => ({ code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
    await refused(t, { workDir: 'here' }, invalid(/^dockerContainerizer: workDir: /))
    await refused(t, { colour: 'red' }, invalid(/^dockerContainerizer: colour: there is no such option$/))
  })
  await t.test('when no engine listens, naming the socket', async t => {
    const nowhere = join(workDir, 'none.sock')
    await refused(t, { socketPath: nowhere }, { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: new RegExp(nowhere) })
  })
  await t.test('when disk quotas are to be enforced and nothing can measure', async t => {
    withoutPrograms(t)
    await refused(t, { enforceDiskQuota: true }, { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /needs the du of GNU: there is none/ })
  })
  await t.test('when the work directory cannot be written', async t => {
    await writeFile(join(workDir, 'file'), '')
    await refused(t, { workDir: join(workDir, 'file/below') }, { message: /file\/below/ })
  })
  await t.test('when the service is there already', async t => {
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(dockerContainerizer, { workDir, socketPath })
    await t.rejects(async () => await app.register(dockerContainerizer, { workDir, socketPath }), {
      code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: 'The dockerContainerizer plugin is there already: one of it serves an app'
    })
  })
})

t.test('it stands in the chain where it was registered, or where the order says', async t => {
  const { workDir, agentId } = await home(t)
  const names = async (before: (app: ReturnType<typeof Fastify>) => unknown) => {
    const app = Fastify()
    t.teardown(() => app.close())
    await before(app)
    await app.register(mesosContainerizer, { workDir, agentId })
    await app.register(dockerContainerizer, { workDir, agentId, socketPath })
    await app.ready()
    return app.containerizers.names
  }
  t.same(await names(() => {}), ['mesos', 'docker'])
  t.same(await names(app => app.register(containerizers, { containerizers: 'docker,mesos' })), ['docker', 'mesos'])
})

t.test('a recovery longer than pluginTimeout does not fail boot', async t => {
  const { workDir, agentId, config } = await home(t)
  const found = deferred<null>()
  const app = Fastify({ pluginTimeout: 4000 })
  t.teardown(() => app.close())
  await app.register(containerizers, { state: () => found.promise })
  await app.register(dockerContainerizer, { workDir, agentId, socketPath })
  await app.ready()
  await t.rejects(app.dockerContainerizer.launch(newId(), config(shell('true'))), { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
  found.resolve(null)
  await app.containerizers.recovered
  const id = newId()
  t.equal(await app.dockerContainerizer.launch(id, config(shell('exec sleep 1000'))), 'SUCCESS')
  // The close is bound by pluginTimeout too.
  await app.dockerContainerizer.destroy(id)
})

t.test('a broken record fails a strict recovery, and no other', async t => {
  const { agentId, config, list, start, workDir } = await home(t)
  const first = await start()
  const id = newId()
  await first.containerizers.launch(id, config(shell('exec sleep 1000')))
  await first.close()
  await writeFile(join(workDir, 'meta', 'slaves', agentId, 'docker', `${id.value}.json`), '{')
  await t.rejects(start({ strict: true }), { code: 'CONTAINERIZER_ERR_CHECKPOINT_BROKEN' })
  t.equal((await list()).length, 1)
  const second = await start({ destroyOnClose: true })
  t.same(second.containerizers.names, ['docker'])
})

t.test('closing', async t => {
  /** Boots and launches a container that runs until it is ended. */
  async function running (t: Test, options: Partial<DockerContainerizerOptions> = {}) {
    const stage = await home(t)
    const app = await stage.start(options)
    const id = newId()
    const wanted = stage.config(shell('echo begin; exec sleep 1000'))
    await app.containerizers.launch(id, wanted)
    return { ...stage, app, id, wanted }
  }

  await t.test('refuses launches from its first step on', async t => {
    const { workDir, agentId, config, list } = await home(t)
    const app = Fastify()
    await app.register(dockerContainerizer, { workDir, agentId, socketPath })
    app.addHook('preClose', async () => {
      await t.rejects(app.containerizers.launch(newId(), config(shell('true'))), { code: 'CONTAINERIZER_ERR_CLOSING' })
    })
    await app.ready()
    await app.close()
    t.same(await list(), [])
  })

  await t.test('leaves containers running, for the next start to find', async t => {
    const { app, id, list, start, wanted } = await running(t)
    await app.close()
    t.match(await list(), [{ state: 'running' }])
    const next = await start()
    t.same(next.containerizers.containers(), [id])
    t.match(await next.containerizers.destroy(id), { message: 'Container killed' })
    t.same(await list(), [])
    t.equal(await readFile(join(wanted.directory, 'stdout'), 'utf8'), 'begin\n')
  })

  await t.test('with destroyOnClose ends and removes them, and keeps the sandbox', async t => {
    const { app, list, wanted } = await running(t, { destroyOnClose: true })
    await app.close()
    t.same(await list(), [])
    t.ok((await stat(wanted.directory)).isDirectory())
  })
})

t.test('dockerConfig opens a registry, and one that cannot be read fails boot', async t => {
  const { start, config, workDir } = await home(t)
  const { host } = await registry(t, { users: { me: 'right' } })
  await pushImage({ host, auth: 'me:right' }, 'app', '1', [await shellLayer()])
  engineFor(t, host)
  const app = await start({ dockerConfig: { [host]: { username: 'me', password: 'right' } } })
  const seen: string[] = []
  app.dockerContainerizer.onPullProgress(({ reference }) => { seen.push(`${reference} of ${app.dockerContainerizer.pulls().length}`) })
  const id = newId()
  t.equal(await app.containerizers.launch(id, config(shell('exec sleep 1000'), { image: `${host}/app:1` })), 'SUCCESS')
  t.ok(seen.includes(`${host}/app:1 of 1`), 'the pull is told, and is among those under way')
  t.same(app.dockerContainerizer.pulls(), [])
  await app.containerizers.destroy(id)
  for (const [wrong, rule] of [[{ auths: 'canary' }, 'auths is not an object'], ['{"auths":"canary"}', 'the whole is not an object']] as const) {
    const broken = Fastify()
    broken.register(dockerContainerizer, { workDir, dockerConfig: wrong as object })
    await t.rejects(boot(broken), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `Registry credentials in dockerConfig: ${rule}` })
  }
})

t.test('an image of executors is tried at the start, and refused where it is none', async t => {
  const { start, workDir, list, config } = await home(t)
  const app = await start({ dockerMesosImage: await importAgentImage(socketPath), policy: { hostPaths: { allow: ['/of-the-host-alone'] } } })
  t.same(await list(), [], 'nothing is left of the trial')
  const volume = { mode: 'RO' as const, containerPath: '/in', hostPath: '/of-the-host-alone' }
  const asked = config(shell('true'))
  t.ok(await app.dockerContainerizer.plan({ ...asked, containerInfo: { ...asked.containerInfo!, volumes: [volume] } }), 'host paths are not looked for here')
  await t.rejects(app.dockerContainerizer.plan({ ...asked, containerInfo: { ...asked.containerInfo!, volumes: [{ ...volume, hostPath: '/srv' }] } }), { message: /^policy hostPaths "\/srv": must lie below/ })
  const broken = Fastify({ pluginTimeout: 60_000 })
  broken.register(dockerContainerizer, { workDir, dockerMesosImage: baseImage })
  await t.rejects(boot(broken), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /^docker_mesos_image 'containerizer-test\/busybox:1': / })
})
