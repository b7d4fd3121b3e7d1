import t from 'tap'
import type { Test } from 'tap'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DockerContainer } from '../../lib/docker/docker-container.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { CommandInfo, TaskInfo, TaskStatus } from '../../types/mesos-v1.ts'
import { capturedLog, door, fact, memoryLogs, untilAborted } from '../fixtures/docker-faults.ts'
import { dockerParts, MemoryStore, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'

interface Case {
  command?: CommandInfo
  faults?: (engine: DockerEngine) => Partial<DockerEngine>
  over?: Partial<DockerParts>
  options?: LaunchOptions
  config?: Partial<ContainerConfig>
  task?: Partial<TaskInfo>
  standalone?: boolean
  hear?: (status: TaskStatus) => Promise<void>
}

const failed = { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' }
const forever = shell('trap "" TERM; echo ready; while :; do sleep 0.01; done')

async function one (t: Test, { command = forever, faults = () => ({}), over, options = {}, config, task, standalone, hear }: Case = {}) {
  const real = connectEngine({ socketPath })
  const runs = new MemoryStore<DockerRun>()
  const parts = await dockerParts(t, { engine: { ...real, ...faults(real) }, runs, ...over })
  const { taskInfo, ...rest } = taskConfig(parts.directory, command, config, task)
  const run = dockerRun(parts.agentId, newId(), standalone === true ? rest : { ...rest, taskInfo: taskInfo as TaskInfo }, options)
  const statuses: TaskStatus[] = []
  const container = new DockerContainer(parts, run, async (status) => { statuses.push(status); await hear?.(status) })
  const output = (name: string) => readFile(join(run.config.directory, name), 'utf8').catch(() => '')
  return {
    real,
    runs,
    parts,
    run,
    container,
    statuses,
    states: () => statuses.map(({ state }) => state),
    launch: () => container.launch(parts.plan(run, {})),
    output,
    ready: () => fact(async () => await output('stdout') === 'ready\n'),
    async nothingLeft (t: Test) {
      t.strictSame([await real.inspect(run.name), runs.map.size], [null, 0], 'no container, no record')
    }
  }
}

t.test('a task is spoken for from its start to its end, in the words of the original', async (t) => {
  const environment = { variables: [{ name: 'SECRET', value: 'hidden' }] }
  const { container, statuses, run, launch, nothingLeft } = await one(t, { command: { ...shell('exit 3'), environment } })
  const { taskId } = run.config.taskInfo as TaskInfo
  await launch()
  t.strictSame(await container.termination, { message: 'Container terminated', status: 3 << 8, state: 'TASK_FAILED' })
  t.match(statuses, [
    { taskId, state: 'TASK_STARTING' },
    { taskId, state: 'TASK_RUNNING', containerStatus: { containerId: run.containerId } },
    { taskId, state: 'TASK_FAILED', message: 'Container exited with status 3' }
  ])
  const inspected = String(statuses[1]?.data)
  t.equal(JSON.parse(inspected)[0].Name, `/${run.name}`)
  t.notMatch(inspected, 'hidden')
  await nothingLeft(t)
})

t.test('container and record stay until whoever keeps the last status has it', async (t) => {
  const keeping = door()
  const { container, real, run, runs, launch, nothingLeft } = await one(t, {
    command: shell('true'),
    hear: async ({ state }) => { if (state === 'TASK_FINISHED') await keeping.pass() }
  })
  await launch()
  await keeping.reached
  t.ok(container.ending)
  t.equal((await real.inspect(run.name))?.state.status, 'exited')
  t.equal(runs.map.size, 1)
  keeping.open()
  await container.termination
  await nothingLeft(t)
})

t.test('a status on the way holds nothing up', async (t) => {
  const { container, launch } = await one(t, {
    command: shell('true'),
    hear: async ({ state }) => { if (state !== 'TASK_FINISHED') await untilAborted(undefined) }
  })
  await launch()
  t.match(await container.termination, { state: 'TASK_FINISHED', status: 0 })
})

t.test('a command is run as its CommandInfo says', async (t) => {
  const cases: Array<[CommandInfo, string]> = [
    [{ value: 'echo "$0" a  b' }, '/bin/sh a b\n'],
    [{ shell: true, value: 'echo one; echo two' }, 'one\ntwo\n'],
    [{ shell: false, value: 'echo', arguments: ['a  b', '$HOME'] }, 'a  b $HOME\n']
  ]
  for (const [command, expected] of cases) {
    const { container, launch, output } = await one(t, { command })
    await launch()
    t.match(await container.termination, { status: 0 })
    t.match(await output('stdout'), command.value?.includes('$0') === true ? /sh a b\n$/ : expected)
  }
})

t.test('what cannot be started has the exit code and the words of docker run', async (t) => {
  const cases: Array<[CommandInfo, number, RegExp]> = [
    [{ shell: false }, 125, /^docker: Error response from daemon: No command specified\.\n$/],
    [{ shell: false, value: '/etc' }, 126, /^docker: Error response from daemon: .*permission denied: unknown\.\n$/],
    [{ shell: false, value: 'nope' }, 127, /^docker: Error response from daemon: .*executable file not found in \$PATH: unknown\.\n$/]
  ]
  for (const [command, code, words] of cases) {
    const { container, statuses, launch, output, nothingLeft } = await one(t, { command })
    await launch()
    t.strictSame(await container.termination, { message: 'Container terminated', status: code << 8, ...failed })
    t.match(statuses, [{ state: 'TASK_STARTING' }, { ...failed, message: new RegExp(`^Container exited with status ${code}: `) }])
    t.match(await output('stderr'), words)
    await nothingLeft(t)
  }
})

t.test('a start without an answer is a failure without an exit code', async (t) => {
  const { container, statuses, launch, nothingLeft } = await one(t, { faults: () => ({ start: async () => { throw new Error('socket hang up') } }) })
  await launch()
  t.strictSame(await container.termination, { message: 'Container terminated', ...failed })
  t.match(statuses[1], { ...failed, message: 'Failed to run docker container: socket hang up' })
  await nothingLeft(t)
})

t.test('a container without a task that cannot be started rejects with how it would have ended', async (t) => {
  const { container, statuses, launch, nothingLeft } = await one(t, { command: { shell: false, value: 'nope' }, standalone: true })
  await t.rejects(launch(), { code: 'CONTAINERIZER_ERR_LAUNCH_FAILED', message: /Container exited with status 127/ })
  t.match(await container.termination, { status: 127 << 8, state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' })
  t.strictSame(statuses, [])
  await nothingLeft(t)
})

t.test('a failed preparation rejects with its cause, and nothing was said', async (t) => {
  const cause = new Error('Failed to fetch')
  const { container, statuses, launch, nothingLeft } = await one(t, { over: { fetcher: { validate () {}, fetch: async () => { throw cause } } } })
  await t.rejects(launch(), cause)
  t.strictSame(await container.termination, { message: 'Failed to fetch', state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' })
  t.strictSame(statuses, [])
  await nothingLeft(t)
})

t.test('a task runs though the engine could not show it', async (t) => {
  const { container, statuses, launch } = await one(t, { command: shell('true'), faults: () => ({ inspect: async () => { throw new Error('away') } }) })
  await launch()
  t.match(await container.termination, { status: 0 })
  t.strictSame(Object.keys(statuses[1] as TaskStatus), ['taskId', 'state'])
})

t.test('an end in every stage leaves nothing, and says in which it came', async (t) => {
  const hangs = ({ signal }: { signal?: AbortSignal }) => untilAborted(signal)
  const stages: Array<[string, string, (d: ReturnType<typeof door>) => Case]> = [
    ['FETCHING', 'Container destroyed while fetching', ({ pass }) => ({ over: { fetcher: { validate () {}, fetch: (request) => { pass(); return hangs(request) } } } })],
    ['PULLING', 'Container destroyed while pulling image', ({ pass }) => ({ over: { images: { ensure: (request) => { pass(); return hangs(request) }, async prune () {} } } })],
    ['MOUNTING', 'Container destroyed while mounting volumes', ({ pass }) => ({ faults: (real) => ({ async create (...args) { const made = await real.create(...args); await pass(); return made } }) })]
  ]
  for (const [stage, message, hang] of stages) {
    for (const end of ['destroy', 'kill'] as const) {
      const gate = door()
      const { container, statuses, launch, nothingLeft } = await one(t, hang(gate))
      const outcome = t.rejects(launch(), { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED', message })
      await gate.reached
      await fact(() => container.stage === stage)
      container[end]()
      t.equal(container.stage, end === 'destroy' ? 'DESTROYING' : stage)
      gate.open()
      await outcome
      t.match(await container.termination, { message, state: end === 'kill' ? 'TASK_KILLED' : 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' })
      t.match(statuses.filter(({ state }) => state !== 'TASK_STARTING'), end === 'kill'
        ? [{ state: 'TASK_KILLED', reason: 'REASON_TASK_KILLED_DURING_LAUNCH', message: 'Killed before delivery to the executor' }]
        : [])
      await nothingLeft(t)
    }
  }
})

t.test('a kill without a task to speak for ends a launch too', async (t) => {
  const gate = door()
  const { container, statuses, launch } = await one(t, {
    standalone: true,
    over: { fetcher: { validate () {}, fetch: ({ signal }) => { gate.pass(); return untilAborted(signal) } } }
  })
  const outcome = t.rejects(launch(), { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED' })
  await gate.reached
  container.kill()
  await outcome
  t.strictSame(statuses, [])
})

t.test('a running container is destroyed', async (t) => {
  for (const standalone of [true, false]) {
    const { container, states, launch, ready, nothingLeft } = await one(t, { standalone })
    await launch()
    await ready()
    t.equal(container.stage, 'RUNNING')
    t.match(container.engineId, /^[0-9a-f]{64}$/)
    t.equal(container.place, container.engineId)
    container.destroy()
    t.strictSame(await container.termination, { message: 'Container killed', status: 137 << 8, state: 'TASK_KILLED' })
    t.strictSame(states(), standalone ? [] : ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLED'])
    await nothingLeft(t)
  }
})

t.test('a kill gives the task its grace, and is announced to who knows TASK_KILLING, once', async (t) => {
  const { container, statuses, launch, ready, nothingLeft } = await one(t, {
    command: shell('trap "echo bye; exit 0" TERM; echo ready; while :; do sleep 0.01; done'),
    options: { taskKillingState: true, shutdownGracePeriodMs: 1e6 }
  })
  await launch()
  await ready()
  container.kill()
  container.kill()
  t.strictSame(await container.termination, { message: 'Container terminated', status: 0, state: 'TASK_KILLED' })
  t.match(statuses.slice(2), [{ state: 'TASK_KILLING' }, { state: 'TASK_KILLED', message: 'Container exited with status 0' }])
  t.equal(statuses.length, 4)
  await nothingLeft(t)
})

t.test('a second kill may shorten the grace, and then the container is killed', async (t) => {
  const { container, states, launch, ready } = await one(t, { options: { shutdownGracePeriodMs: 1e6 } })
  await launch()
  await ready()
  container.kill()
  container.kill({ killPolicy: { gracePeriod: { nanoseconds: 1e6 } } })
  t.match(await container.termination, { status: 137 << 8, state: 'TASK_KILLED' })
  t.strictSame(states(), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLED'])
})

t.test('the grace of the kill policy of the task ends with SIGKILL', async (t) => {
  const { container, launch, ready } = await one(t, { task: { killPolicy: { gracePeriod: { nanoseconds: 1e6 } } }, options: { shutdownGracePeriodMs: 1e6 } })
  await launch()
  await ready()
  container.kill()
  t.match(await container.termination, { status: 137 << 8 })
})

t.test('a kill that comes while the start is under way ends the container that has started', async (t) => {
  const gate = door()
  const { container, launch, nothingLeft } = await one(t, {
    faults: (real) => ({ async start (...args) { const started = await real.start(...args); await gate.pass(); return started } })
  })
  const launched = launch()
  await gate.reached
  container.kill()
  gate.open()
  await launched
  t.match(await container.termination, { status: 137 << 8, state: 'TASK_KILLED' })
  await nothingLeft(t)
})

t.test('who lets go of a running container leaves it running, with its record', async (t) => {
  const { container, real, run, runs, statuses, launch, ready } = await one(t)
  await launch()
  await ready()
  container.detach()
  await t.rejects(container.termination, { code: 'CONTAINERIZER_ERR_DETACHED' })
  t.equal((await real.inspect(run.name))?.state.running, true)
  t.equal(runs.map.size, 1)
  t.equal(statuses.length, 2)
})

t.test('who lets go after the end but before it was told leaves it to the next to tell', async (t) => {
  const gate = door()
  const logs = memoryLogs({ end: async () => { await gate.pass(); throw new Error('closed already') } })
  const { container, real, run, runs, states, launch } = await one(t, { command: shell('exit 2'), over: { logger: { open: async () => logs } } })
  await launch()
  await gate.reached
  container.detach()
  gate.open()
  await t.rejects(container.termination, { code: 'CONTAINERIZER_ERR_DETACHED' })
  t.strictSame(states(), ['TASK_STARTING', 'TASK_RUNNING'])
  t.equal((await real.inspect(run.name))?.state.exitCode, 2)
  t.equal(runs.map.size, 1)
})

t.test('who lets go of a launch leaves nothing of it', async (t) => {
  const gate = door()
  const { container, launch, nothingLeft } = await one(t, {
    over: { fetcher: { validate () {}, fetch: ({ signal }) => { gate.pass(); return untilAborted(signal) } } }
  })
  const outcome = t.rejects(launch(), { code: 'CONTAINERIZER_ERR_DETACHED' })
  await gate.reached
  container.detach()
  await outcome
  await nothingLeft(t)
})

t.test('a container that an earlier agent left is taken back running, ended, or gone', async (t) => {
  const { parts, run, real, container, ready, output } = await one(t)
  const again = () => {
    const states: string[] = []
    const next = new DockerContainer(parts, run, async ({ state, message }) => { states.push(`${state} ${message ?? ''}`) })
    return { next, states }
  }
  await parts.createSandbox(run.config.directory)
  await parts.runs.write(container.key, run)
  const { id } = await real.create(run.name, parts.plan(run, {}))
  await real.start(id)
  const running = again()
  await running.next.adopt(id)
  t.equal(running.next.engineId, id)
  await ready()
  running.next.detach()
  await t.rejects(running.next.termination, { code: 'CONTAINERIZER_ERR_DETACHED' })
  const exit = await real.wait(id, 'next-exit')
  await real.kill(id, 'SIGKILL')
  await exit.exit
  const ended = again()
  await ended.next.adopt(id)
  t.match(await ended.next.termination, { status: 137 << 8, state: 'TASK_FAILED' })
  t.equal(await output('stdout'), 'ready\n')
  const gone = again()
  await gone.next.adopt(id)
  t.strictSame(await gone.next.termination, { message: 'Container terminated', state: 'TASK_FAILED', reason: 'REASON_EXECUTOR_TERMINATED' })
  t.strictSame([running.states, ended.states, gone.states], [
    ['TASK_RUNNING '], ['TASK_FAILED Container exited with status 137'], ['TASK_FAILED Failed to get exit status of container']
  ])
})

t.test('whoever keeps something of its output is told when it is forgotten', async (t) => {
  const forgotten: string[] = []
  const logger = { open: async () => memoryLogs(), forget: async (key: string) => { forgotten.push(key) } }
  const { container, launch } = await one(t, { command: shell('true'), over: { logger } })
  await launch()
  await container.termination
  t.strictSame(forgotten, [container.key])
})

t.test('a task whose health has given out is killed', async (t) => {
  const checks: DockerParts['checks'] = ({ failed }) => ({ marks: {}, unhealthy: true, start: failed, stop () {} })
  const { container, launch } = await one(t, { over: { checks }, options: { shutdownGracePeriodMs: 1 } })
  await launch()
  t.match(await container.termination, { state: 'TASK_KILLED' })
})

t.test('a record that cannot be removed holds no end back', async (t) => {
  const log = capturedLog()
  class Stuck extends MemoryStore<DockerRun> { override async remove (): Promise<void> { throw new Error('disk full') } }
  const { container, launch } = await one(t, { command: shell('true'), over: { log, runs: new Stuck() } })
  await launch()
  t.match(await container.termination, { status: 0 })
  t.strictSame(log.lines, ['warn the record of an ended container was not removed'])
})

t.test('want of memory is told for the main process and for a child, with the limit', async (t) => {
  for (const [value, exitCode] of [['exec tail /dev/zero', 137], ['tail /dev/zero; exit 7', 7]] as const) {
    const mem = { name: 'mem', type: 'SCALAR' as const, scalar: { value: 32 } }
    const { container, statuses, launch } = await one(t, { command: shell(value), config: { resources: [mem] } })
    await launch()
    const reason = 'REASON_CONTAINER_LIMITATION_MEMORY'
    t.match(await container.termination, { status: exitCode << 8, state: 'TASK_FAILED', reason, limitation: { resources: [mem] } })
    t.match(statuses.at(-1), { state: 'TASK_FAILED', reason, limitation: { resources: [mem] }, message: new RegExp(`^Container exited with status ${exitCode}: a process .* 32 MB$`) })
  }
})

t.test('a task that ends after its time was over has failed for that', async (t) => {
  const { container, statuses, launch, nothingLeft } = await one(t, {
    task: { maxCompletionTime: { nanoseconds: 1e6 }, killPolicy: { gracePeriod: { nanoseconds: 1e15 } } }, options: { taskKillingState: true }
  })
  await launch()
  t.match(await container.termination, { status: 137 << 8, state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' })
  t.strictSame(statuses.map(({ state, reason }) => [state, reason]), [
    ['TASK_STARTING', undefined], ['TASK_RUNNING', undefined], ['TASK_FAILED', 'REASON_MAX_COMPLETION_TIME_REACHED']
  ])
  await nothingLeft(t)
})

t.test('a kill whose agent died in the middle of the grace is gone on with, and told as a kill', async (t) => {
  const { container, parts, run, runs, launch, ready } = await one(t, { options: { shutdownGracePeriodMs: 1e6 } })
  await launch()
  await ready()
  container.kill()
  await fact(() => runs.map.get(container.key)?.stop !== undefined)
  container.detach()
  await t.rejects(container.termination, { code: 'CONTAINERIZER_ERR_DETACHED' })
  const states: string[] = []
  const record = { ...run, stop: { cause: 'KILL' as const, deadline: 1 } }
  const next = new DockerContainer(parts, record, async ({ state }) => { states.push(state) })
  await next.adopt(container.engineId as string)
  t.match(await next.termination, { status: 137 << 8, state: 'TASK_KILLED' })
  t.strictSame(states, ['TASK_RUNNING', 'TASK_KILLED'])
})
