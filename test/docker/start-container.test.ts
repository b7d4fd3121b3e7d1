import t from 'tap'
import type { Test } from 'tap'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import { startContainer } from '../../lib/docker/start-container.ts'
import { errors } from '../../lib/errors.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import type { ContainerDetails, DockerEngine } from '../../types/docker-engine.ts'
import type { CommandInfo } from '../../types/mesos-v1.ts'
import { capturedLog, memoryLogs } from '../fixtures/docker-faults.ts'
import { baseImage, dockerParts, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'
import { makeNetwork } from '../fixtures/raw-engine.ts'

const never = new AbortController().signal

/** A run with its sandbox, on the real engine with the faults given. */
async function prepared (t: Test, { command = shell('cat'), faults = () => ({}), over = {} }: {
  command?: CommandInfo, faults?: (engine: DockerEngine) => Partial<DockerEngine>, over?: Partial<DockerParts>
} = {}) {
  const real = connectEngine({ socketPath })
  const parts = await dockerParts(t, { engine: { ...real, ...faults(real) }, ...over })
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, command), {})
  await parts.createSandbox(run.config.directory)
  const start = (abort: AbortSignal = never) => startContainer(parts, run, parts.plan(run, {}), abort, never)
  const output = (name: string) => readFile(join(run.config.directory, name), 'utf8')
  return { parts, run, real, start, output }
}

t.test('a started container is listened to from its first byte, and its record is on disk before', async (t) => {
  const recorded: boolean[] = []
  const { parts, run, start, output } = await prepared(t, {
    command: shell('echo first; echo other >&2; exit 5'),
    faults: (real) => ({ create: async (...args) => { recorded.push(await parts.runs.read(run.containerId.value) !== undefined); return await real.create(...args) } })
  })
  const started = await start()
  t.strictSame(recorded, [true])
  t.strictSame(await started.exit.exit, { exitCode: 5 })
  t.strictSame(await started.output.finish(), [])
  t.equal(await output('stdout'), 'first\n')
  t.equal(await output('stderr'), 'other\n')
  t.equal((await parts.engine.inspect(run.name))?.id, started.engineId)
})

t.test('the files belong to the user', async (t) => {
  const users: Array<string | undefined> = []
  const logs = memoryLogs()
  const { parts, run } = await prepared(t, { over: { logger: { async open ({ user }) { users.push(user); return logs } } } })
  const config = { ...run.config, user: 'nobody' }
  await startContainer(parts, { ...run, config }, parts.plan(run, {}), never, never)
  t.strictSame(users, ['nobody'])
})

t.test('a terminal gets its size, and what ended before it could is no failure', async (t) => {
  const log = capturedLog()
  const { lines } = log
  const { parts, run, output } = await prepared(t, { command: shell('until [ "$(stty size 2>/dev/null)" = "40 120" ]; do sleep 0.1; done; echo sized'), over: { log } })
  const sized = (over: Partial<DockerParts> = {}) => {
    const containerInfo = { ...run.config.containerInfo!, ttyInfo: { windowSize: { rows: 40, columns: 120 } } }
    const mine = { ...run, config: { ...run.config, containerInfo } }
    return startContainer({ ...parts, ...over }, mine, parts.plan(mine, {}), never, never)
  }
  const started = await sized()
  t.strictSame(await started.exit.exit, { exitCode: 0 })
  t.strictSame(await started.output.finish(), [])
  t.equal(await output('stdout'), 'sized\r\n')
  t.same(lines, [])
  await parts.engine.remove(run.name)
  const late = await sized({ engine: { ...parts.engine, resize: async () => { throw new Error('is not running') } } })
  t.match(lines, [/could not be given its size/])
  await parts.engine.kill(late.engineId, 'SIGKILL')
  t.strictSame(await late.output.finish(), [])
})

t.test('every network is joined before the start', async (t) => {
  const names = [await makeNetwork(t), await makeNetwork(t)]
  const { parts, run } = await prepared(t, { command: shell('exec sleep 1000') })
  const body = parts.plan({
    ...run,
    config: {
      ...run.config,
      containerInfo: {
        type: 'DOCKER', networkInfos: names.map((name) => ({ name })), docker: { image: baseImage, network: 'USER' }
      }
    }
  }, {})
  const { engineId } = await startContainer(parts, run, body, never, never)
  const { networks } = await parts.engine.inspect(engineId) as ContainerDetails
  t.strictSame(Object.keys(networks).sort(), names.sort())
  t.ok(Object.values(networks).every(({ ipAddress }) => ipAddress !== ''))
})

t.test('a network that is not there leaves no container', async (t) => {
  const name = await makeNetwork(t)
  const { parts, run } = await prepared(t)
  const body = { ...parts.plan(run, {}), HostConfig: { NetworkMode: name }, NetworkingConfig: { EndpointsConfig: { [name]: {}, absent: {} } } }
  await t.rejects(startContainer(parts, run, body, never, never), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', message: 'network absent not found' })
  t.equal(await parts.engine.inspect(run.name), null)
})

t.test('what the engine warns of is logged, and is not among the output', async (t) => {
  const log = capturedLog()
  const { run, parts, output } = await prepared(t, { command: shell('true'), over: { log } })
  const body = parts.plan(run, {})
  body.HostConfig.PortBindings = { '80/tcp': [{ HostPort: '31999' }] }
  const { exit } = await startContainer(parts, run, body, never, never)
  await exit.exit
  t.strictSame(log.lines, ['warn the engine warns: Published ports are discarded when using host network mode'])
  t.equal(await output('stderr'), '')
})

t.test('what the engine refuses leaves no container, and its words on stderr', async (t) => {
  const { parts, run, start, output } = await prepared(t, { command: { shell: false, value: '/nope' } })
  await t.rejects(start(), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', message: /no such file or directory/ })
  t.match(await output('stderr'), /^docker: Error response from daemon: .*"\/nope": stat \/nope: no such file or directory: unknown\.\n$/)
  t.equal(await parts.engine.inspect(run.name), null)
  t.ok(await parts.runs.read(run.containerId.value), 'the record is left to the caller')
})

t.test('what we refuse ourselves is not put into the mouth of the engine', async (t) => {
  const { start, output } = await prepared(t, { faults: () => ({ attach: async () => { throw new errors.CONTAINERIZER_ERR_LAUNCH_REFUSED('not on a Sunday') } }) })
  await t.rejects(start(), { code: 'CONTAINERIZER_ERR_LAUNCH_REFUSED' })
  t.equal(await output('stderr'), 'docker: not on a Sunday.\n')
})

t.test('the engine is asked for the platform that the task wants', async (t) => {
  const platforms: unknown[] = []
  const { parts, run } = await prepared(t, {
    faults: () => ({ create: async (_name, _body, options) => { platforms.push(options?.platform); throw new Error('no') } })
  })
  const containerInfo = { type: 'DOCKER' as const, docker: { image: baseImage, parameters: [{ key: 'platform', value: 'linux/amd64' }] } }
  for (const config of [run.config, { ...run.config, containerInfo }]) await t.rejects(startContainer(parts, { ...run, config }, parts.plan(run, {}), never, never), { message: 'no' })
  t.strictSame(platforms, [undefined, 'linux/amd64'])
})

t.test('a container that has the name already is not ours and is left alone', async (t) => {
  const { run, real, start, output } = await prepared(t)
  const { id } = await real.create(run.name, { Image: baseImage, Cmd: ['true'], HostConfig: {} })
  await t.rejects(start(), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED', message: /already in use/ })
  t.match(await output('stderr'), /already in use/)
  t.equal((await real.inspect(run.name))?.id, id)
  await real.remove(id, { force: true })
})

t.test('a create whose answer was lost is undone', async (t) => {
  const { run, real, start } = await prepared(t, {
    faults: (real) => ({ create: async (...args) => { await real.create(...args); throw new Error('socket hang up') } })
  })
  await t.rejects(start(), { message: 'socket hang up' })
  t.equal(await real.inspect(run.name), null)
})

t.test('a start, a stream or a waiter that fails is undone with all the others', async (t) => {
  for (const verb of ['attach', 'wait', 'start'] as const) {
    const given = { closed: 0, abandoned: 0 }
    const { run, real, start } = await prepared(t, {
      faults: (real) => ({
        async attach (...args) { const made = await real.attach(...args); return { done: made.done, close () { given.closed++; made.close() } } },
        async wait (...args) { const made = await real.wait(...args); return { exit: made.exit, abandon () { given.abandoned++; made.abandon() } } },
        [verb]: async () => { throw new Error(`no ${verb}`) }
      })
    })
    await t.rejects(start(), { message: `no ${verb}` })
    t.strictSame(given, { closed: verb === 'attach' ? 0 : 1, abandoned: verb === 'wait' ? 0 : 1 }, verb)
    t.equal(await real.inspect(run.name), null)
  }
})

t.test('an abort at any moment before the start is undone without a word on stderr', async (t) => {
  for (const moment of ['write', 'create', 'attach', 'start'] as const) {
    const abort = new AbortController()
    const { parts, run, real, start, output } = await prepared(t, {
      faults: (real) => ({
        async create (...args) { const made = await real.create(...args); if (moment === 'create') abort.abort(new Error('stop')); return made },
        async attach (...args) { const made = await real.attach(...args); if (moment === 'attach') abort.abort(new Error('stop')); return made },
        async start (...args) { if (moment === 'start') abort.abort(new Error('stop')); await real.start(...args); throw new Error('lost') }
      })
    })
    if (moment === 'write') {
      const { runs } = parts
      parts.runs = { write: async (...args) => { await runs.write(...args); abort.abort(new Error('stop')) }, read: runs.read.bind(runs), remove: runs.remove.bind(runs), list: runs.list.bind(runs) }
    }
    await t.rejects(start(abort.signal), { message: moment === 'start' ? 'lost' : 'stop' })
    t.equal(await real.inspect(run.name), null, moment)
    t.equal(await output('stderr'), '')
  }
})

t.test('sandbox logs that fail keep nothing from being undone', async (t) => {
  const log = capturedLog()
  const full = async (): Promise<never> => { throw new Error('disk full') }
  const { run, real, start } = await prepared(t, {
    faults: () => ({ start: async () => { throw new Error('no start') } }),
    over: { log, logger: { open: async () => memoryLogs({ note: full, end: full }) } }
  })
  await t.rejects(start(), { message: 'no start' })
  t.equal(await real.inspect(run.name), null)
  t.equal(log.lines.filter((line) => line === 'warn the end of the output could not be written').length, 2)
})

t.test('logs that cannot be opened keep everything from beginning', async (t) => {
  const { parts, run, real, start } = await prepared(t, { over: { logger: { open: async () => { throw new Error('no logs') } } } })
  await t.rejects(start(), { message: 'no logs' })
  t.equal(await real.inspect(run.name), null)
  t.equal(await parts.runs.read(run.containerId.value), undefined)
})

t.test('files of secrets go when the container has them, and when it comes to nothing; what cannot be removed is logged', async (t) => {
  const log = capturedLog()
  const secret = { type: 'VALUE' as const, value: { data: Buffer.from('hush') } }
  const { parts, run } = await prepared(t, { command: shell('exec sleep 1000'), over: { log } })
  const volumes = [{ containerPath: '/run/key', mode: 'RO' as const, source: { type: 'SECRET' as const, secret } }]
  const withSecret = (over: object) => ({ ...run, config: { ...run.config, containerInfo: { ...run.config.containerInfo!, volumes } }, ...over })
  const start = (one: typeof run, over = {}) => startContainer({ ...parts, ...over }, one, parts.plan(one, {}), never, never)
  await start(withSecret({}))
  await t.rejects(readFile(join(parts.secretFiles.directoryOf(run.name), '0')), { code: 'ENOENT' })
  const lost = new Error('no')
  const secretFiles = {
    directoryOf: (name: string) => parts.secretFiles.directoryOf(name),
    write: async () => { throw lost },
    remove: async () => { throw lost },
    clear: async () => {}
  }
  await t.rejects(start(withSecret({ name: `${run.name}-2` }), { secretFiles }), lost)
  t.strictSame(log.lines, ['error files of secrets were not removed'])
})
