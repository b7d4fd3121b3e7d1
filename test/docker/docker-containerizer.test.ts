import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DockerContainerizer } from '../../lib/docker/docker-containerizer.ts'
import { EngineImageStore } from '../../lib/images/engine-image-store.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import type { ContainerConfig } from '../../types/container-config.ts'
import { containerizerContract } from '../contract/containerizer.ts'
import { capturedLog, door, fact, untilAborted } from '../fixtures/docker-faults.ts'
import { baseImage, dockerContainerizer, dockerParts, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'

const sleep = { shell: false, value: 'sleep', arguments: ['1000'] }
const hanging = (pass: () => Promise<void>) => ({
  fetcher: { validate () {}, fetch: ({ signal }: { signal?: AbortSignal }) => { pass(); return untilAborted(signal) } }
})

t.test('it keeps the contract of every containerizer', (t) => containerizerContract(t, {
  async make (t) {
    const engine = connectEngine({ socketPath })
    const store = new EngineImageStore(engine)
    const parts = await dockerParts(t, { engine, images: { ensure: (request) => store.ensure(request), async prune () {} } })
    const containerizer = new DockerContainerizer(parts)
    t.teardown(() => containerizer.close({ destroy: true }))
    return containerizer
  },
  config: (t) => taskConfig(t.testdir(), sleep),
  ending: (t) => taskConfig(t.testdir(), shell('true'))
}))

t.test('a command task runs to its end and leaves nothing', async (t) => {
  const { containerizer, parts, statuses } = await dockerContainerizer(t)
  const id = newId()
  const config = taskConfig(parts.directory, shell('echo out; echo err >&2; echo $MESOS_SANDBOX $MESOS_CONTAINER_NAME $OF_AGENT; exit 3'))
  t.equal(await containerizer.launch(id, config, { environment: { OF_AGENT: 'yes' } }), 'SUCCESS')
  const termination = await containerizer.wait(id)
  t.match(termination, { status: 3 << 8, state: 'TASK_FAILED', message: 'Container terminated' })
  t.strictSame(statuses.map(({ state }) => state), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FAILED'])
  t.equal(await readFile(join(config.directory, 'stdout'), 'utf8'), `out\n/mnt/mesos/sandbox mesos-${parts.agentId}-${id.value} yes\n`)
  t.equal(await readFile(join(config.directory, 'stderr'), 'utf8'), 'err\n')
  t.equal(await parts.engine.inspect(`mesos-${parts.agentId}-${id.value}`), null)
  t.strictSame(containerizer.containers(), [])
})

t.test('what can be refused is refused before anything is made', async (t) => {
  const { containerizer, parts } = await dockerContainerizer(t, { fetcher: { validate (uris) { if (uris.length > 0) throw new Error('bad uri') }, async fetch () {} } })
  const config = taskConfig(parts.directory, sleep)
  const { containerInfo: _left, ...plain } = config
  t.equal(await containerizer.launch(newId(), plain), 'NOT_SUPPORTED')
  t.equal(await containerizer.launch(newId(), { ...config, containerInfo: { type: 'MESOS' } }), 'NOT_SUPPORTED')
  await t.rejects(containerizer.launch({ value: 'child', parent: newId() }, config), { code: 'CONTAINERIZER_ERR_NESTED_UNSUPPORTED' })
  await t.rejects(containerizer.launch({ value: 'a b' }, config), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
  await t.rejects(containerizer.launch(newId(), { ...config, commandInfo: { ...sleep, uris: [{ value: 'x' }] } }), { message: 'bad uri' })
  const { containerizer: strict } = await dockerContainerizer(t, { logger: { validate ({ containerKey }) { throw new Error(`no room for ${containerKey}`) }, open: async () => { throw new Error('nobody should open') } } })
  await t.rejects(strict.launch({ value: 'noisy' }, config), { message: 'no room for noisy' })
  t.strictSame(strict.containers(), [])
  await t.rejects(containerizer.launch(newId(), config, { signal: AbortSignal.abort(new Error('too late')) }), { message: 'too late' })
  t.strictSame(containerizer.containers(), [])
})

t.test('an id is launched once though a hundred ask at the same time', async (t) => {
  const { containerizer, parts } = await dockerContainerizer(t)
  const id = newId()
  const config = taskConfig(parts.directory, sleep)
  const results = await Promise.all(Array.from({ length: 100 }, () => containerizer.launch({ ...id }, config)))
  t.strictSame(results.sort(), [...Array.from({ length: 99 }, () => 'ALREADY_LAUNCHED'), 'SUCCESS'])
  await containerizer.destroy(id)
})

t.test('an abort of the launch destroys it, and what failed is known until it is destroyed', async (t) => {
  const gate = door()
  const { containerizer, parts } = await dockerContainerizer(t, hanging(gate.pass))
  const id = newId()
  const abort = new AbortController()
  const outcome = t.rejects(containerizer.launch(id, taskConfig(parts.directory, sleep), { signal: abort.signal }), { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED' })
  await gate.reached
  t.equal(containerizer.stage(id), 'FETCHING')
  t.strictSame(containerizer.image(id), { name: baseImage })
  t.strictSame(await containerizer.status(id), { containerId: id })
  await t.rejects(containerizer.usage(id), { code: 'CONTAINERIZER_ERR_USAGE_UNAVAILABLE' })
  t.equal(await containerizer.kill(id, 15), false)
  t.equal(await containerizer.update(id, []), undefined)
  abort.abort()
  t.equal(containerizer.stage(id), 'DESTROYING')
  await outcome
  t.strictSame(containerizer.containers(), [id])
  t.match(await containerizer.destroy(id), { message: 'Container destroyed while fetching' })
  t.strictSame(containerizer.containers(), [])
})

t.test('a running container is asked, changed and signalled', async (t) => {
  const pruned: string[][] = []
  const { containerizer, parts, statuses } = await dockerContainerizer(t)
  parts.images.prune = async (excluded) => { pruned.push(excluded()) }
  const id = newId()
  const config = taskConfig(parts.directory, shell('trap "exit 7" USR1; echo ready; while :; do sleep 0.01; done'))
  await containerizer.launch(id, config)
  const name = `mesos-${parts.agentId}-${id.value}`
  await fact(async () => await readFile(join(config.directory, 'stdout'), 'utf8') === 'ready\n')
  t.equal(containerizer.stage(id), 'RUNNING')
  t.equal((await containerizer.status(id)).executorPid, (await parts.engine.inspect(name))?.state.pid)
  t.match(await containerizer.usage(id), { timestamp: Number, memTotalBytes: Number })
  await containerizer.update(id, [{ name: 'mem', type: 'SCALAR', scalar: { value: 64 } }], { mem: { value: 64 } })
  t.equal((await parts.engine.inspect(name))?.memoryBytes, 64 * 1024 * 1024)
  await containerizer.pruneImages([{ type: 'DOCKER', docker: { name: 'kept' } }, { type: 'APPC' }])
  t.strictSame(pruned, [['kept']], 'the engine knows itself what runs')
  t.equal(containerizer.image(newId()), null)
  t.equal(await containerizer.exec(id, { command: 'exit 4' }), 4)
  t.equal(await containerizer.kill(id, 10), true)
  t.match(await containerizer.wait(id), { status: 7 << 8 })
  t.equal(statuses.at(-1)?.state, 'TASK_FAILED')
})

t.test('the image of a task is kept while its executor has yet to start it', async (t) => {
  const pruned: string[][] = []
  const real = connectEngine({ socketPath })
  // The image at hand has no executor in it.
  const create: typeof real.create = (name, body, ...more) => real.create(name, { ...body, Entrypoint: ['sleep'], Cmd: ['1000'] }, ...more)
  const { containerizer, parts } = await dockerContainerizer(t, {
    agentId: 'S0', engine: { ...real, create }, executor: { image: baseImage, socketPath, flags: [], labels: () => ({}) }
  })
  parts.images.prune = async (excluded) => { pruned.push(excluded()) }
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, sleep, { executorInfo: { executorId: { value: 'e' } } }))
  await containerizer.collectImages(['kept'])
  t.strictSame(pruned, [['kept', baseImage]])
  await containerizer.destroy(id)
})

t.test('limits that come during the launch hold from its end on; those that cannot be planned are refused at once', async (t) => {
  const gate = door()
  let go = (): void => {}
  const log = capturedLog()
  const { containerizer, parts } = await dockerContainerizer(t, { log, fetcher: { validate () {}, fetch: () => { gate.pass(); return new Promise((resolve) => { go = resolve }) } } })
  const id = newId()
  const launched = containerizer.launch(id, taskConfig(parts.directory, sleep))
  await gate.reached
  await t.rejects(containerizer.update(id, [], { mem: { value: 64 } }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
  await containerizer.update(id, [{ name: 'mem', type: 'SCALAR', scalar: { value: 64 } }])
  go()
  await launched
  t.equal((await parts.engine.inspect(`mesos-${parts.agentId}-${id.value}`))?.memoryBytes, 64 * 1024 * 1024)
  t.strictSame(log.lines.filter((line) => line.startsWith('warn')), [])
  t.equal(await containerizer.update(newId(), []), undefined)
})

t.test('limits that came during the launch and cannot be set are logged', async (t) => {
  const gate = door()
  let go = (): void => {}
  const log = capturedLog()
  const { containerizer, parts } = await dockerContainerizer(t, { log, fetcher: { validate () {}, fetch: () => { gate.pass(); return new Promise((resolve) => { go = resolve }) } } })
  parts.engine.update = async () => { throw new Error('no') }
  const id = newId()
  const launched = containerizer.launch(id, taskConfig(parts.directory, sleep))
  await gate.reached
  await containerizer.update(id, [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }])
  go()
  t.equal(await launched, 'SUCCESS')
  t.strictSame(log.lines, ['warn limits that changed during the launch could not be set'])
})

t.test('a container that vanished is not made up', async (t) => {
  const { containerizer, parts } = await dockerContainerizer(t)
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, sleep))
  parts.engine.inspect = async () => null
  t.strictSame(await containerizer.status(id), { containerId: id })
  await t.rejects(containerizer.usage(id), { code: 'CONTAINERIZER_ERR_USAGE_UNAVAILABLE' })
  await containerizer.destroy(id)
})

t.test('a kill of a task is under way when it resolves; an unknown one is not', async (t) => {
  const { containerizer, parts, statuses } = await dockerContainerizer(t)
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, sleep), { shutdownGracePeriodMs: 1 })
  t.equal(await containerizer.killTask(id), true)
  t.match(await containerizer.wait(id), { state: 'TASK_KILLED' })
  t.equal(statuses.at(-1)?.message, 'Container exited with status 137')
  t.equal(await containerizer.killTask(id), false)
  t.equal(await containerizer.kill(id, 9), false)
  t.equal(containerizer.stage(id), undefined)
})

t.test('a listener that throws or rejects is logged, and the others hear; one that left does not', async (t) => {
  const log = capturedLog()
  const { containerizer, parts, statuses } = await dockerContainerizer(t, { log })
  containerizer.onTaskStatus(() => { throw new Error('broken') })
  containerizer.onTaskStatus(async () => { throw new Error('broken') })
  const heard: string[] = []
  const leave = containerizer.onTaskStatus((_id, { state }) => { heard.push(state); leave() })
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, shell('true')))
  await containerizer.wait(id)
  t.equal(statuses.length, 3)
  t.strictSame(heard, ['TASK_STARTING'])
  t.strictSame(log.lines, Array.from({ length: 6 }, () => 'error a task status listener failed'))
})

t.test('the next agent takes over what a closed one left running, with every byte', async (t) => {
  const { containerizer, parts } = await dockerContainerizer(t)
  const id = newId()
  const config: ContainerConfig = taskConfig(parts.directory, shell('mkfifo $MESOS_SANDBOX/go; echo first; read go < $MESOS_SANDBOX/go; echo second; exit 4'))
  await containerizer.launch(id, config)
  const stdout = () => readFile(join(config.directory, 'stdout'), 'utf8')
  await fact(async () => await stdout() === 'first\n')
  await containerizer.close()
  const next = new DockerContainerizer(parts)
  t.teardown(() => next.close({ destroy: true }))
  const states: string[] = []
  next.onTaskStatus((_id, { state }) => { states.push(state) })
  await next.recover({ agentId: { value: 'agent' }, rebooted: false, runs: [{ containerId: id, directory: config.directory }] })
  await writeFile(join(config.directory, 'go'), 'on\n')
  t.match(await next.wait(id), { status: 4 << 8 })
  t.equal(await stdout(), 'first\nsecond\n')
  t.strictSame(states, ['TASK_RUNNING', 'TASK_FAILED'])
})

t.test('what nobody asks for is shown with why, and nothing is done about it', async (t) => {
  const { parts, containerizer } = await dockerContainerizer(t)
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, shell('true')), {})
  await parts.createSandbox(run.config.directory)
  const { id } = await parts.engine.create(run.name, parts.plan(run, {}))
  t.strictSame(await containerizer.orphans(), [], 'it may be on its way into the books')
  const { list } = parts.engine
  parts.engine.list = async (...args) => (await list(...args)).map((container) => ({ ...container, created: 1 }))
  t.match(await containerizer.orphans(), [{ engineId: id, key: run.containerId.value, reason: /no record/ }])
  t.ok(await parts.engine.inspect(id))
})
