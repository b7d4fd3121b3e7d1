import t from 'tap'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { EngineImageStore } from '../../lib/images/engine-image-store.ts'
import type { CommandInfo, KillOptions, LaunchOptions, TaskInfo } from '../../types/index.ts'
import { door, fact } from '../fixtures/docker-faults.ts'
import { dockerHost } from '../fixtures/docker-host.ts'
import { dockerContainerizer, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'
import { startFaultProxy } from '../fixtures/fault-proxy.ts'

const sleep: CommandInfo = { shell: false, value: 'sleep', arguments: ['1000'] }
const duration = (ms: number) => ({ nanoseconds: ms * 1e6 })
const KILL_NOW = { killPolicy: { gracePeriod: duration(0) } }

/** Somebody who takes connections and says nothing; `asked` resolves at the first. */
async function silentServer (t: Test): Promise<{ port: number, asked: Promise<void> }> {
  const first = door()
  const server = createServer((socket) => { socket.on('error', () => {}); first.pass() }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { first.open(); server.close() })
  return { port: (server.address() as AddressInfo).port, asked: first.reached }
}

/** The containerizer, and a task that it has launched. */
async function running (t: Test, command: CommandInfo, task: Partial<TaskInfo> = {}, options: LaunchOptions = {}) {
  const { containerizer, parts, statuses } = await dockerContainerizer(t)
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, command, {}, task), options)
  return {
    containerizer,
    id,
    statuses,
    states: () => statuses.map(({ state }) => state),
    /** Kills it and gives its end. */
    async killed (options?: KillOptions) {
      const ended = containerizer.wait(id)
      await containerizer.killTask(id, options)
      return await ended
    },
    inspect: () => parts.engine.inspect(`mesos-${parts.agentId}-${id.value}`)
  }
}

// ROOT_DOCKER_MaxCompletionTime
t.test('a task whose time is over has failed for that', async (t) => {
  const { containerizer, id, statuses } = await running(t, sleep, { maxCompletionTime: duration(100), killPolicy: { gracePeriod: duration(1e6) } })
  t.match(await containerizer.wait(id), { state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' })
  t.match(statuses.at(-1), { state: 'TASK_FAILED', reason: 'REASON_MAX_COMPLETION_TIME_REACHED' })
})

// ROOT_DOCKER_Kill. Unlike Mesos, whose termination is that of its executor, the status is the container's own.
t.test('a killed task is gone from the engine', async (t) => {
  const { killed, states, inspect } = await running(t, sleep)
  t.match(await killed(KILL_NOW), { state: 'TASK_KILLED', status: 137 << 8 })
  t.strictSame(states(), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLED'])
  t.equal(await inspect(), null)
})

// ROOT_DOCKER_TaskKillingCapability
t.test('a framework that knows TASK_KILLING is told of the kill first', async (t) => {
  const { killed, states } = await running(t, sleep, {}, { taskKillingState: true })
  await killed(KILL_NOW)
  t.strictSame(states(), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_KILLING', 'TASK_KILLED'])
})

// ROOT_DOCKER_Usage
t.test('usage is read while it runs', async (t) => {
  const { containerizer, id } = await running(t, shell('while :; do :; done'))
  await fact(async () => {
    const { cpusUserTimeSecs = 0, cpusSystemTimeSecs = 0, memRssBytes = 0 } = await containerizer.usage(id)
    return cpusUserTimeSecs + cpusSystemTimeSecs > 0 && memRssBytes > 0
  })
  await containerizer.destroy(id)
  await t.rejects(containerizer.usage(id), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
})

// ROOT_DOCKER_DestroyWhileFetching
t.test('a destroy during the fetch fails the task, and nothing is run', async (t) => {
  const { chain, config, states } = await dockerHost(t)
  const { port, asked } = await silentServer(t)
  const id = newId()
  const launched = t.rejects(chain.launch(id, config({ ...sleep, uris: [{ value: `http://127.0.0.1:${port}/file` }] })), { message: 'Container destroyed while fetching' })
  await asked
  t.match(await chain.destroy(id), { state: 'TASK_FAILED', message: 'Container destroyed while fetching' })
  await launched
  t.strictSame(states(), [])
})

// ROOT_DOCKER_DestroyWhilePulling
t.test('a destroy during the pull fails the task, and nothing is run', async (t) => {
  const { chain, config, states } = await dockerHost(t)
  const { port, asked } = await silentServer(t)
  const id = newId()
  const containerInfo = { type: 'DOCKER' as const, docker: { image: `127.0.0.1:${port}/never:1` } }
  const launched = t.rejects(chain.launch(id, config(sleep, { containerInfo })), { message: 'Container destroyed while pulling image' })
  await asked
  t.match(await chain.destroy(id), { state: 'TASK_FAILED', message: 'Container destroyed while pulling image' })
  await launched
  t.strictSame(states(), [])
})

// ROOT_DOCKER_DestroyUnknownContainer, ROOT_DOCKER_WaitUnknownContainer
t.test('of an unknown container there is nothing to destroy, and nothing to wait for', async (t) => {
  const { chain } = await dockerHost(t)
  t.equal(await chain.destroy(newId()), null)
  t.equal(await chain.wait(newId()), null)
})

const graceful = { taskKillingState: true, shutdownGracePeriodMs: 600_000 }
const checkedBy = (command: string) => ({ healthCheck: { type: 'COMMAND' as const, command: { value: command }, delaySeconds: 0, intervalSeconds: 0.05, gracePeriodSeconds: 1000 } })

// ROOT_DOCKER_NoTransitionFromKillingToRunning
t.test('health that gives out in the grace of a kill is not told any more', async (t) => {
  const command = 'trap "rm /well; sleep 0.3; exit 0" TERM; touch /well; while :; do sleep 0.05; done'
  const { killed, statuses } = await running(t, shell(command), checkedBy('test -e /well'), graceful)
  await fact(() => statuses.some(({ healthy }) => healthy === true))
  await killed()
  t.strictSame(statuses.map(({ state, healthy }) => [state, healthy]), [
    ['TASK_STARTING', undefined], ['TASK_RUNNING', undefined], ['TASK_RUNNING', true], ['TASK_KILLING', undefined], ['TASK_KILLED', undefined]
  ])
})

// ROOT_DOCKER_NoTransitionFromKillingToFinished
t.test('a task that ends well because it was killed was killed', async (t) => {
  const { killed, states, statuses } = await running(t, shell('trap "exit 0" TERM; touch /well; while :; do sleep 0.05; done'), checkedBy('test -e /well'), graceful)
  await fact(() => statuses.some(({ healthy }) => healthy === true))
  t.match(await killed(), { status: 0, state: 'TASK_KILLED' })
  t.strictSame(states().slice(3), ['TASK_KILLING', 'TASK_KILLED'])
})

// ROOT_DOCKER_OverrideKillPolicy
t.test('a kill may bring a grace of its own', async (t) => {
  const { killed } = await running(t, sleep, { killPolicy: { gracePeriod: duration(600_000) } })
  t.match(await killed({ killPolicy: { gracePeriod: { nanoseconds: 100 } } }), { state: 'TASK_KILLED', status: 137 << 8 })
})

// HungDockerTest.ROOT_DOCKER_InspectHungDuringPull
t.test('an engine that never says whether it has the image fails the launch', async (t) => {
  const proxy = await startFaultProxy(socketPath, (request) => /\/images\/.*\/json/.test(request) ? 'drop' : undefined)
  t.teardown(() => proxy.close())
  const engine = connectEngine({ socketPath: proxy.socketPath })
  const hasty = { ...engine, inspectImage: (reference: string) => engine.inspectImage(reference, { timeoutMs: 100 }) }
  const { containerizer, parts } = await dockerContainerizer(t, { engine, images: new EngineImageStore(hasty) })
  const id = newId()
  await t.rejects(containerizer.launch(id, taskConfig(parts.directory, sleep)), { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' })
  t.match(await containerizer.wait(id), { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LAUNCH_FAILED' })
})
