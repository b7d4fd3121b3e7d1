import { execFileSync, spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { importArchive } from '../../scripts/base-image.mjs'
import { executorArchive, executorImage } from '../../scripts/executor-image.mjs'
import { startPrivateEngine } from '../../scripts/private-engine.mjs'
import { agentHome as home } from '../fixtures/agent-home.ts'
import { listening } from '../fixtures/agent-process.ts'
import { exchange } from '../agent/scheduler/scheduler-client.ts'
import { socketPath } from '../fixtures/docker-parts.ts'
import { doorInto } from '../fixtures/door-into.ts'
import { startFaultProxy } from '../fixtures/fault-proxy.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'

const resources = (cpus: number, mem: number) => [{ name: 'cpus', type: 'SCALAR', scalar: { value: cpus } }, { name: 'mem', type: 'SCALAR', scalar: { value: mem } }]
const base64 = (text: string) => Buffer.from(text).toString('base64')
const LONG = 'exec sleep 1000'

const inImage = { executor_id: { value: 'in-image' }, command: { shell: false, value: '/bin/node', arguments: ['/executor.mjs'] }, container: { type: 'DOCKER', docker: { image: executorImage } }, resources: resources(0.1, 64) }
const plain = (workDir: string) => ({ executor_id: { value: 'plain' }, command: { value: `exec ${process.execPath} ${workDir}/executor.mjs` }, resources: resources(0.1, 64) })

for (const kind of ['in an image', 'as a plain process']) {
  // ROOT_DOCKER_Launch_Executor
  t.test(`an executor ${kind} runs tasks and is there for more`, async t => {
    const { start, workDir, engine } = await home(t)
    const { app, port } = await start()
    const session = await FrameworkSession.open(t, port)
    const executor = kind === 'in an image' ? inImage : plain(workDir)
    await session.launch({ one: { executor, data: base64('exit 0') }, two: { executor, data: base64(LONG) } })
    t.match(await session.status('one', 'TASK_FINISHED'), { source: 'SOURCE_EXECUTOR', executor_id: executor.executor_id, message: 'ended with 0' })
    await session.status('two', 'TASK_RUNNING')
    const [id] = app.containerizers.containers()
    const found = () => engine.list({ name: String(id?.value) })
    t.equal((await found()).length, kind === 'in an image' ? 1 : 0)
    await session.call({ type: 'KILL', kill: { task_id: { value: 'two' } } })
    await session.status('two', 'TASK_KILLED')
    const message = { agent_id: { value: 'any' }, executor_id: executor.executor_id, data: base64('echo') }
    await session.call({ type: 'MESSAGE', message })
    t.match(await session.stream.event(({ type }) => type === 'MESSAGE'), { message: { executor_id: executor.executor_id, data: base64('echo') } })
    await session.call({ type: 'SHUTDOWN', shutdown: { executor_id: executor.executor_id, agent_id: { value: 'any' } } })
    t.match(await session.stream.event(({ type }) => type === 'FAILURE'), { failure: { executor_id: executor.executor_id, status: 0 } })
    t.same(await found(), [])
  })

  // DISABLED_ROOT_DOCKER_SlaveRecoveryExecutorContainer
  t.test(`an executor ${kind} outlives the agent and loses nothing`, async t => {
    const { start, workDir, sandbox } = await home(t)
    const first = await start()
    const session = await FrameworkSession.open(t, first.port)
    const executor = kind === 'in an image' ? inImage : plain(workDir)
    const waiting = 'echo begun; while [ ! -e "$MESOS_SANDBOX/go" ]; do sleep 0.1; done; exit 3'
    await session.launch({ one: { executor, data: base64(waiting) }, two: { executor, data: base64(LONG) } })
    await session.status('one', 'TASK_RUNNING')
    await session.status('two', 'TASK_RUNNING')
    await first.app.close()
    const directory = await sandbox(session.id, executor.executor_id.value)
    await writeFile(join(directory, 'go'), '')

    const second = await start('--executor_reregistration_timeout=10mins')
    const again = await FrameworkSession.open(t, second.port, session.id)
    t.match(await again.status('one', 'TASK_FAILED'), { source: 'SOURCE_EXECUTOR', message: 'ended with 3' })
    await again.call({ type: 'KILL', kill: { task_id: { value: 'two' } } })
    await again.status('two', 'TASK_KILLED')
    t.equal(await readFile(join(directory, 'stdout'), 'utf8'), 'begun\n')
  })
}

// DISABLED_ROOT_DOCKER_Launch_Executor_Bridged: in an engine and a network namespace of the test's own, with the agent inside.
t.test('an executor on a bridge registers at the address of the bridge, where nothing else is served', async t => {
  const gateway = '10.213.7.1'
  const engine = await startPrivateEngine({ bridge: `${gateway}/24` })
  t.teardown(() => engine.remove())
  await importArchive(engine.socketPath, executorArchive(), executorImage)
  const inside = `--net=/proc/${engine.pid}/ns/net`
  execFileSync('nsenter', [inside, '/bin/busybox', 'ifconfig', 'lo', 'up'])
  const program = new URL('../../dist/lib/bin/mesos-agent.js', import.meta.url).pathname
  const argv = [`--work_dir=${t.testdir()}`, `--docker_socket=${engine.socketPath}`, '--ip=127.0.0.1', '--port=0', `--executor_ip=${gateway}`, '--no-switch_user']
  const agent = await listening(spawn('nsenter', [inside, process.execPath, program, ...argv], { stdio: ['ignore', 'ignore', 'pipe'] }))
  t.teardown(() => agent.end('SIGKILL'))

  const door = await doorInto(t, engine.pid, '127.0.0.1', agent.port)
  const session = await FrameworkSession.open(t, door)
  const executor = { ...inImage, container: { type: 'DOCKER', docker: { image: executorImage, network: 'BRIDGE' } } }
  await session.launch({ one: { executor, data: base64('echo "at $MESOS_AGENT_ENDPOINT"') } })
  const { container_status: { network_infos: [network] } } = await session.status('one', 'TASK_RUNNING')
  t.match(network.ip_addresses, [{ ip_address: /^10\.213\.7\.\d+$/ }])
  t.match(await session.status('one', 'TASK_FINISHED'), { source: 'SOURCE_EXECUTOR', executor_id: executor.executor_id, message: 'ended with 0' })

  const bridge = await doorInto(t, engine.pid, gateway, agent.port)
  const status = async (port: number, path: string, method: string) => (await exchange(port, { path, method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' ? { body: '{}' } : {}) })).status
  for (const path of ['/api/v1/executor', '/slave(1)/api/v1/executor']) t.equal(await status(bridge, path, 'POST'), 400, path)
  for (const path of ['/health', '/metrics/snapshot', '/files/debug', '/containers']) t.same([await status(door, path, 'GET'), await status(bridge, path, 'GET')], [200, 403], path)
  for (const path of ['/api/v1', '/api/v1/scheduler', '/no/such']) t.equal(await status(bridge, path, 'POST'), 403, path)
})

t.test('an executor of a framework that does not checkpoint ends with the agent', async t => {
  const { start, workDir } = await home(t)
  const first = await start()
  const session = await FrameworkSession.open(t, first.port, undefined, { checkpoint: false })
  await session.launch({ one: { executor: inImage, data: base64(LONG) }, two: { executor: plain(workDir), data: base64(LONG) } })
  await session.status('one', 'TASK_RUNNING')
  await session.status('two', 'TASK_RUNNING')
  await first.app.close()
  const second = await start()
  const again = await FrameworkSession.open(t, second.port, session.id, { checkpoint: false })
  for (const task of ['one', 'two']) t.match(await again.status(task, 'TASK_GONE'), { reason: 'REASON_AGENT_RESTARTED', source: 'SOURCE_AGENT' })
  t.same(second.app.containerizers.containers(), [])
})

t.test('executors need their token where they have to authenticate', async t => {
  const { start, workDir } = await home(t)
  await writeFile(join(workDir, 'key'), 'secret of the agent')
  const { port } = await start('--authenticate_http_executors', `--jwt_secret_key=${workDir}/key`)
  const session = await FrameworkSession.open(t, port)
  await session.launch({ one: { executor: inImage, data: base64('exit 0') } })
  await session.status('one', 'TASK_FINISHED')
  const answer = await exchange(port, { path: '/api/v1/executor', headers: { 'content-type': 'application/json' }, body: '{}' })
  t.match(answer, { status: 401, headers: { 'www-authenticate': 'Bearer realm="mesos-agent-executor"' } })
})

t.test('an executor that leaves tasks behind has failed them', async t => {
  const { start, workDir } = await home(t)
  const { port } = await start()
  const session = await FrameworkSession.open(t, port)
  await session.launch({ one: { executor: plain(workDir), data: base64('kill -9 $PPID') } })
  t.match(await session.status('one', 'TASK_FAILED'), { reason: 'REASON_EXECUTOR_TERMINATED', source: 'SOURCE_AGENT', executor_id: { value: 'plain' } })
  t.match(await session.stream.event(({ type }) => type === 'FAILURE'), { failure: { status: 9 } })
})

// ROOT_DOCKER_DockerInspectDiscard
t.test('an executor that cannot be started has failed its task, and the framework is told of its end', async t => {
  const { start } = await home(t)
  const { port } = await start()
  const session = await FrameworkSession.open(t, port)
  const executor = { ...inImage, command: { shell: false, value: '/no/such/program' } }
  await session.launch({ one: { executor } })
  t.match(await session.status('one', 'TASK_FAILED'), { reason: 'REASON_CONTAINER_LAUNCH_FAILED', source: 'SOURCE_AGENT', message: /^Failed to launch container: Container exited with status 127/ })
  t.match(await session.stream.event(({ type }) => type === 'FAILURE'), { failure: { executor_id: executor.executor_id } })
})

// ROOT_DOCKER_ExecutorCleanupWhenLaunchFailed
t.test('a task for which its executor could not be given more is gone, and the executor with it', async t => {
  const proxy = await startFaultProxy(socketPath, request => request.includes('/update') ? 'fin' : undefined)
  t.teardown(() => proxy.close())
  const { start } = await home(t, { socketPath: proxy.socketPath })
  const { app, port } = await start()
  const session = await FrameworkSession.open(t, port)
  await session.launch({ one: { executor: inImage, data: base64(LONG) } })
  await session.status('one', 'TASK_RUNNING')
  await session.launch({ two: { executor: inImage, data: base64(LONG) } })
  t.match(await session.status('two', 'TASK_GONE'), { reason: 'REASON_CONTAINER_UPDATE_FAILED', source: 'SOURCE_AGENT' })
  await session.stream.event(({ type }) => type === 'FAILURE')
  t.same(app.containerizers.containers(), [])
})

t.test('an executor that never subscribes is given up', async t => {
  const { start } = await home(t)
  const { port } = await start('--executor_registration_timeout=1secs')
  const session = await FrameworkSession.open(t, port)
  await session.launch({ one: { executor: { executor_id: { value: 'mute' }, command: { value: LONG } } } })
  t.match(await session.status('one', 'TASK_FAILED'), { reason: 'REASON_EXECUTOR_REGISTRATION_TIMEOUT', message: /^Executor did not register within 1secs/ })
})

t.test('an executor that does not come back is given up', async t => {
  const { start, workDir } = await home(t)
  const first = await start()
  const session = await FrameworkSession.open(t, first.port)
  await session.launch({ one: { executor: plain(workDir), data: base64(LONG) } })
  const { container_status: { container_id: { value } } } = await session.status('one', 'TASK_RUNNING')
  const record = await readFile(join(workDir, 'meta/slaves/latest/mesos', `${value}.json`), 'utf8')
  const pid = Number(/"leader":\{"pid":(\d+)/.exec(record)?.[1])
  await first.app.close()
  process.kill(pid, 'SIGSTOP')
  const second = await start('--executor_reregistration_timeout=100ms')
  const again = await FrameworkSession.open(t, second.port, session.id)
  t.match(await again.status('one', 'TASK_GONE'), { reason: 'REASON_EXECUTOR_REREGISTRATION_TIMEOUT', message: /^Executor did not reregister within 100ms/ })
})

t.test('the container of an executor grows and shrinks with its tasks', async t => {
  const { start, engine } = await home(t)
  const { app, port } = await start()
  const session = await FrameworkSession.open(t, port)
  const memory = async () => {
    const [id] = app.containerizers.containers()
    const [found] = await engine.list({ name: String(id?.value) })
    return (await engine.inspect(String(found?.id)))?.memoryBytes
  }
  await session.launch({ one: { executor: inImage, data: base64(LONG) }, two: { executor: inImage, data: base64(LONG) } })
  await session.status('one', 'TASK_RUNNING')
  await session.status('two', 'TASK_RUNNING')
  t.equal(await memory(), (64 + 32 + 32) * 1024 ** 2)
  await session.call({ type: 'KILL', kill: { task_id: { value: 'one' } } })
  await session.status('one', 'TASK_KILLED')
  t.equal(await memory(), (64 + 32) * 1024 ** 2)
})

t.test('a task group reaches its executor as one', async t => {
  const { start, workDir } = await home(t)
  const { port } = await start()
  const session = await FrameworkSession.open(t, port)
  const offer = await session.offer()
  const task = (name: string) => ({ name, task_id: { value: name }, agent_id: offer.agent_id, resources: resources(0.1, 32), data: base64('exit 0') })
  const launchGroup = async (executor: object, tasks: object[]) => await session.call({
    type: 'ACCEPT',
    accept: { offer_ids: [offer.id], operations: [{ type: 'LAUNCH_GROUP', launch_group: { executor, task_group: { tasks } } }] }
  })
  await launchGroup({ ...plain(workDir), type: 'CUSTOM' }, [task('a'), task('b')])
  await session.status('a', 'TASK_FINISHED')
  await session.status('b', 'TASK_FINISHED')
})
