import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { loadFlags } from '../../lib/agent/flags/load-flags.ts'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { execute } from '../../lib/execute/execute.ts'
import { agent } from '../../lib/plugins/agent.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { executorProgram } from '../../scripts/executor-image.mjs'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'
import { until } from '../fixtures/posix-host.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { exchange } from '../agent/scheduler/scheduler-client.ts'

const command = (value: string, more: object = {}) => ({ command: { shell: true, value, ...more } })
const docker = (network = 'HOST') => ({ container: { type: 'DOCKER', docker: { image: baseImage, network } } })
const LONG = 'exec sleep 1000'

/** A work directory, and agents on it one after the other; whatever they left running is ended after the test. */
async function home (t: Test) {
  const workDir = await mkdtemp(join(tmpdir(), 'agent-'))
  const engine = connectEngine({ socketPath })
  const build = async (...argv: string[]) => {
    const app = Fastify({ forceCloseConnections: true })
    const flags = await loadFlags({ argv: [`--work_dir=${workDir}`, `--docker_socket=${socketPath}`, ...argv], env: {} })
    app.register(agent, { flags })
    return app
  }
  const start = async (...argv: string[]) => {
    const app = await build(...argv)
    t.teardown(() => app.close())
    await app.listen({ host: '127.0.0.1', port: 0 })
    await app.mesosAgent.recovered
    return { app, port: (app.server.address() as AddressInfo).port }
  }
  const clean = async () => {
    const app = await build('--recover=cleanup', '--no-strict')
    await app.ready()
    await app.mesosAgent.recovered
    await app.close()
  }
  const agentId = async () => (await readdir(join(workDir, 'meta/slaves'))).find(name => name !== 'latest') as string
  const list = async () => engine.list({ labels: [`${AGENT_LABEL}=${await agentId()}`] })
  t.teardown(async () => {
    await clean()
    await engine.close()
    await rm(workDir, { recursive: true })
  })
  const output = async (framework: string, task: string) =>
    readFile(join(workDir, 'slaves', await agentId(), 'frameworks', framework, 'executors', task, 'runs/latest/stdout'), 'utf8')
  return { workDir, engine, build, start, list, output, agentId, clean }
}

/** Waits for what is left to do after the last statuses. */
async function cleared ({ containerizers }: FastifyInstance): Promise<void> {
  await Promise.all(containerizers.containers().map(id => containerizers.wait(id)))
}

t.test('a docker task and a plain one run to their end, each in its containerizer', async t => {
  const { start, list, output } = await home(t)
  const { app, port } = await start('--no-switch_user')
  t.same(app.containerizers.names, ['docker', 'mesos'])
  const session = await FrameworkSession.open(t, port)
  await session.launch({ image: { ...command('echo "$MESOS_SANDBOX"'), ...docker() }, plain: command('echo "$MESOS_SANDBOX"') })
  t.match(await session.status('image', 'TASK_FINISHED'), { message: 'Container exited with status 0' })
  t.match(await session.status('plain', 'TASK_FINISHED'), { message: 'Command exited with status 0' })
  t.equal(await output(session.id, 'image'), '/mnt/mesos/sandbox\n')
  t.match(await output(session.id, 'plain'), /\/executors\/plain\/runs\/[^/]+\n$/)
  await session.call({ type: 'TEARDOWN' })
  await cleared(app)
  t.same(await list(), [])
  t.match(app.containerizers.metrics.snapshot(), {
    'slave/registered': 1,
    'slave/recovery_errors': 0,
    'slave/recovery_time_secs': Number,
    'slave/tasks_finished': 2,
    'slave/tasks_running': 0,
    'slave/valid_status_updates': 6,
    'slave/executors_running': 0,
    'slave/executors_terminated': 2,
    'slave/cpus_used': 0
  })
})

t.test('the machine is offered as the flags say', async t => {
  const { start, agentId } = await home(t)
  const offered = async (...argv: string[]) => {
    const { app, port } = await start('--containerizers=mesos', ...argv)
    const session = await FrameworkSession.open(t, port)
    const offer = await session.offer()
    await session.call({ type: 'TEARDOWN' })
    await app.close()
    return { offer, port, session }
  }
  const { offer, port, session } = await offered('--hostname=node7', '--attributes=rack:r1', '--resources=cpus:3;mem:512;disk:64;ports:[]', '--http_heartbeat_interval=7secs')
  t.match(offer, {
    agent_id: { value: await agentId() },
    hostname: 'node7',
    url: { address: { hostname: 'node7', ip: '127.0.0.1', port } },
    attributes: [{ name: 'rack', type: 'TEXT', text: { value: 'r1' } }]
  })
  t.same(offer.resources.map(({ name, scalar }: any) => [name, scalar.value]), [['cpus', 3], ['mem', 512], ['disk', 64]])
  t.match(session.subscribed, { heartbeat_interval_seconds: 7, master_info: { hostname: 'node7', address: { ip: '127.0.0.1', port } } })

  t.match((await offered()).offer, { hostname: 'localhost', attributes: undefined })
  t.match((await offered('--no-hostname_lookup')).offer, { hostname: '127.0.0.1' })
  t.match((await offered('--ip=127.9.9.9')).offer, { hostname: '127.9.9.9' })
})

t.test('the operator API tells version and flags, also as tools of old ask', async t => {
  const { start, workDir } = await home(t)
  const { port } = await start('--containerizers=mesos')
  const get = async (path: string) => JSON.parse((await exchange(port, { method: 'GET', path })).body)
  t.match(await get('/version'), { version: /^\d+\.\d+\.\d+/ })
  t.match(await get('/slave(1)/flags'), { flags: { work_dir: workDir, containerizers: 'mesos' } })
  t.strictSame(await get('/engine'), { docker: null }, 'without the docker containerizer there is no engine')
  const session = await FrameworkSession.open(t, port)
  await session.launch({ plain: command(LONG) })
  await session.status('plain', 'TASK_RUNNING')
  const [shown] = await get('/containers')
  t.match(shown, { executor_id: 'plain', image: undefined })
})

t.test('tasks get the container, DNS and files that the operator has for them', async t => {
  const { start, engine, list, workDir, output } = await home(t)
  await writeFile(join(workDir, 'data'), 'fetched\n')
  const info = { type: 'DOCKER', docker: { image: baseImage, network: 'BRIDGE' } }
  const dns = { docker: [{ network_mode: 'BRIDGE', dns: { nameservers: ['192.0.2.7'] } }] }
  const { port } = await start(`--default_container_info=${JSON.stringify(info)}`, `--default_container_dns=${JSON.stringify(dns)}`, `--frameworks_home=${workDir}`, '--executor_shutdown_grace_period=10ms')
  const session = await FrameworkSession.open(t, port)
  await session.launch({ one: command(`cat "$MESOS_SANDBOX/data"; ${LONG}`, { uris: [{ value: 'data' }] }) })
  await session.status('one', 'TASK_RUNNING')
  const [container] = await list()
  t.match((await engine.inspect(container!.id))!.raw, { HostConfig: { NetworkMode: 'bridge', Dns: ['192.0.2.7'] } })
  // A kill that is sooner than the command leaves it nothing to say.
  await until(async () => await output(session.id, 'one') === 'fetched\n')
  await session.call({ type: 'KILL', kill: { task_id: { value: 'one' } } })
  await session.status('one', 'TASK_KILLED')
})

const message = (framework: string) => ({ type: 'MESSAGE', framework_id: { value: framework }, executor_id: { value: 'none' }, message: { data: '' } })

t.test('a framework has executors of its own, and nobody else is taken for one', async t => {
  const { start, workDir } = await home(t)
  await writeFile(join(workDir, 'executor.mjs'), executorProgram)
  const { app, port } = await start('--containerizers=mesos', '--no-switch_user', '--executor_ip=127.0.0.2')
  const session = await FrameworkSession.open(t, port)
  const resources = [['cpus', 0.1], ['mem', 32]].map(([name, value]) => ({ name, type: 'SCALAR', scalar: { value } }))
  const executor = { executor_id: { value: 'own' }, command: { value: `exec ${process.execPath} ${workDir}/executor.mjs` }, resources }
  await session.launch({ one: { executor, data: Buffer.from('exit 0').toString('base64') } })
  t.match(await session.status('one', 'TASK_FINISHED'), { source: 'SOURCE_EXECUTOR' })
  const ask = async (framework: string) => (await exchange(port, {
    path: '/api/v1/executor', headers: { 'content-type': 'application/json' }, body: JSON.stringify(message(framework))
  })).body
  t.equal(await ask(session.id), 'Executor cannot be found')
  t.equal(await ask('none'), 'Framework cannot be found')
  await session.call({ type: 'TEARDOWN' })
  await cleared(app)
})

t.test('no executor is heard before its container can have been found', async t => {
  const { build } = await home(t)
  const app = await build('--containerizers=slow')
  t.teardown(() => app.close())
  const found = deferred<void>()
  app.after(() => app.containerizers.register(Object.assign(new MemoryLink('slow'), { recovering: () => found.promise })))
  await app.ready()
  const ask = async () => await app.inject({ method: 'POST', url: '/api/v1/executor', payload: message('none') })
  t.match(await ask(), { statusCode: 503, body: 'Agent has not finished recovery' })
  found.resolve()
  await app.mesosAgent.recovered
  t.match(await ask(), { statusCode: 400, body: 'Framework cannot be found' })
})

t.test('registry credentials reach the docker containerizer, and are shown to nobody', async t => {
  const { start } = await home(t)
  const { port } = await start('--docker_config={"auths":{"registry.example":{"auth":"bWU6Y2FuYXJ5"}}}')
  const { body } = await exchange(port, { method: 'GET', path: '/flags' })
  t.equal(JSON.parse(body).flags.docker_config, '(hidden)')
  t.match(JSON.parse((await exchange(port, { method: 'GET', path: '/engine' })).body), { docker: { state: 'up', outages: 0 } })
  await t.rejects(start('--docker_config={"auths":"canary"}'), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: 'Registry credentials in dockerConfig: auths is not an object' })
})

t.test('a host gives the docker containerizer of its agent what no flag can', async t => {
  const { workDir } = await home(t)
  const app = Fastify({ forceCloseConnections: true })
  t.teardown(() => app.close())
  await app.register(agent, {
    flags: await loadFlags({ argv: [`--work_dir=${workDir}`, `--docker_socket=${socketPath}`], env: {} }),
    docker: {
      hooks: [{ beforeLaunch: async () => ({ taskEnvironment: { HOOK: 'asked' } }) }],
      secretResolver: { resolve: async ({ reference }) => Buffer.from(`word of ${reference!.name}`) }
    }
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  await app.mesosAgent.recovered
  const session = await FrameworkSession.open(t, (app.server.address() as AddressInfo).port)
  const variables = [{ name: 'SECRET', type: 'SECRET', secret: { type: 'REFERENCE', reference: { name: 'mine' } } }]
  await session.launch({ told: { ...docker(), ...command('test "$HOOK $SECRET" = "asked word of mine"', { environment: { variables } }) } })
  await session.status('told', 'TASK_FINISHED')
})

t.test('an agent that cannot start says why, and closes', async t => {
  const app = Fastify()
  const flags = await loadFlags({ argv: [`--work_dir=${t.testdir()}`, '--docker_socket=/nowhere.sock', '--containerizers=docker'], env: {} })
  app.register(agent, { flags })
  await t.rejects(async () => await app.ready(), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
  await app.close()
})

t.test('a download that stalls is given up', async t => {
  const { start } = await home(t)
  const silent = createServer(socket => socket.resume()).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  t.teardown(() => silent.close())
  const uri = { value: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/file` }
  const { port } = await start('--containerizers=docker', '--fetcher_stall_timeout=100ms')
  const session = await FrameworkSession.open(t, port)
  await session.launch({ one: { ...command('true', { uris: [uri] }), ...docker() } })
  t.match(await session.status('one', 'TASK_FAILED'), { reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: /Failed to fetch/ })
})

t.test('containers outlive the agent', async t => {
  const { start, list } = await home(t)
  const first = await start()
  const session = await FrameworkSession.open(t, first.port)
  await session.launch({ image: { ...command(LONG), ...docker() }, plain: command(LONG) })
  await session.status('image', 'TASK_RUNNING')
  await session.status('plain', 'TASK_RUNNING')
  await first.app.close()
  t.match(await list(), [{ state: 'running' }])

  const second = await start('--destroy_on_close', '--executor_shutdown_grace_period=10ms')
  const { body } = await exchange(second.port, {
    path: '/api/v1', headers: { 'content-type': 'application/json' }, body: '{"type":"GET_CONTAINERS"}'
  })
  t.same(JSON.parse(body).get_containers.containers.map((shown: any) => [shown.framework_id.value, shown.executor_id.value]).sort(),
    [[session.id, 'image'], [session.id, 'plain']])
  const again = await FrameworkSession.open(t, second.port, session.id)
  t.equal(again.id, session.id)
  for (const task of ['image', 'plain']) {
    await again.call({ type: 'KILL', kill: { task_id: { value: task } } })
    await again.status(task, 'TASK_KILLED')
  }
  await cleared(second.app)
  t.same(second.app.containerizers.containers(), [])
})

t.test('what ends as the agent closes is told by the next one', async t => {
  const { start, list } = await home(t)
  const first = await start('--destroy_on_close')
  const session = await FrameworkSession.open(t, first.port)
  await session.launch({ image: { ...command(LONG), ...docker() }, plain: command(LONG) })
  await session.status('image', 'TASK_RUNNING')
  await session.status('plain', 'TASK_RUNNING')
  await first.app.close()
  t.same(await list(), [])
  const next = await start()
  const again = await FrameworkSession.open(t, next.port, session.id)
  t.match(await again.status('image', 'TASK_KILLED'), { source: 'SOURCE_EXECUTOR' })
  t.match(await again.status('plain', 'TASK_KILLED'), { source: 'SOURCE_EXECUTOR' })
})

t.test('recover=cleanup ends everything, and frameworks learn of it from the next agent', async t => {
  const { start, list, clean } = await home(t)
  const first = await start()
  const session = await FrameworkSession.open(t, first.port)
  await session.launch({ image: { ...command(LONG), ...docker() }, plain: command(LONG) })
  await session.status('image', 'TASK_RUNNING')
  await session.status('plain', 'TASK_RUNNING')
  await first.app.close()

  await clean()
  t.same(await list(), [])

  const next = await start()
  const again = await FrameworkSession.open(t, next.port, session.id)
  t.match(await again.status('image', 'TASK_KILLED'), { source: 'SOURCE_EXECUTOR' })
  t.match(await again.status('plain', 'TASK_KILLED'), { source: 'SOURCE_EXECUTOR' })
})

t.test('a record that cannot be read', async t => {
  const { start, build, workDir, agentId } = await home(t)
  await (await start()).app.close()
  const broken = { code: 'CONTAINERIZER_ERR_CHECKPOINT_BROKEN', message: /^Failed to read checkpoint 'bad'/ }
  const spoil = async (place: string) => {
    await mkdir(join(workDir, place), { recursive: true })
    await writeFile(join(workDir, place, 'bad.json'), '{')
    return async () => await rm(join(workDir, place, 'bad.json'))
  }
  const ofContainers = ['runs', 'standalone', 'docker', 'mesos'].map(async room => join('meta/slaves', await agentId(), room))

  await t.test('of a container fails boot', async t => {
    for (const place of await Promise.all(ofContainers)) {
      const mend = await spoil(place)
      const app = await build()
      await t.rejects(async () => await app.ready(), broken, place)
      await t.rejects(app.mesosAgent.recovered, broken, place)
      await app.close()
      await mend()
    }
  })

  await t.test('of a framework or task keeps them from being served', async t => {
    for (const place of ['meta/frameworks', 'meta/tasks']) {
      const mend = await spoil(place)
      const app = await build()
      await app.ready()
      await t.rejects(app.mesosAgent.recovered, broken, place)
      t.match(await app.inject({ method: 'POST', url: '/api/v1/executor', payload: message('none') }), { statusCode: 503 })
      await app.close()
      await mend()
    }
  })

  await t.test('is left alone without strict', async t => {
    for (const place of ['meta/frameworks', 'meta/tasks', ...await Promise.all(ofContainers)]) await spoil(place)
    const { port } = await start('--no-strict')
    t.ok((await FrameworkSession.open(t, port)).id)
  })
})

t.test('the sandbox of what has ended is collected, that of what runs is kept', async t => {
  const { start, output } = await home(t)
  const { port } = await start('--containerizers=mesos', '--no-switch_user', '--gc_delay=10ms', '--disk_watch_interval=20ms')
  const session = await FrameworkSession.open(t, port)
  await session.launch({ endless: command(LONG), brief: command('true') })
  await session.status('endless', 'TASK_RUNNING')
  await session.status('brief', 'TASK_FINISHED')
  while (await output(session.id, 'brief').catch(() => null) !== null) await new Promise(resolve => setImmediate(resolve))
  await t.resolves(output(session.id, 'endless'))
})

t.test('an agent that closes early says so to who waits for it', async t => {
  const { build } = await home(t)
  const app = await build()
  await app.after()
  const { recovered } = app.mesosAgent
  await app.close()
  await t.rejects(recovered, { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
})

t.test('mesos-execute shows what a task would become here, and launches nothing', async t => {
  const { start, list } = await home(t)
  const { port } = await start()
  const run = async (...argv: string[]) => {
    let [out, err] = ['', '']
    const code = await execute({
      argv: [`--master=127.0.0.1:${port}`, '--name=a', '--command=true', '--containerizer=docker', `--docker_image=${baseImage}`, '--dry_run', ...argv],
      stdout: text => { out += text },
      stderr: text => { err += text },
      version: '',
      signal: new AbortController().signal
    })
    return { code, out, err }
  }
  const shown = await run()
  t.match(shown, { code: 0, err: '' })
  t.match(shown.out, /^docker run --name=mesos-\S+-plan .*\n\n\{\n {2}"Image": /)
  t.match(shown.out, /\nUser null: default: the user of the image\n/)
  const refused = await run('--volumes=[{"container_path":"/x","host_path":"/etc","mode":"RO"}]')
  t.match(refused, { code: 1, out: '', err: /policy hostPaths "\/etc": leads to \/etc, which is protected\n$/ })
  t.strictSame(await list(), [])
})
