import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { EventEmitter } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import { loadFlags } from '../../lib/agent/flags/load-flags.ts'
import { LocalMaster } from '../../lib/agent/scheduler/local-master.ts'
import { agent } from '../../lib/plugins/agent.ts'
import { schedulerApi } from '../../lib/plugins/scheduler-api.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { SchedulerCallAcknowledge } from '../../types/mesos-v1.ts'
import type { TaskRecord } from '../../types/scheduler.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { FakeRunner, MemoryLog, MemoryStore } from '../agent/scheduler/fakes.ts'

const { Scheduler, Mesos } = createRequire(import.meta.url)('mesos-framework')

/** Lets the loop turn until the fact holds. */
async function until (fact: () => boolean): Promise<void> {
  while (!fact()) await new Promise(resolve => setImmediate(resolve))
}

t.test('a scheduler that was not written here runs a docker task', async t => {
  const runner = new FakeRunner()
  const tasks = new MemoryStore<TaskRecord>()
  const master = new LocalMaster({
    runner,
    tasks,
    frameworks: new MemoryStore(),
    clock: systemClock,
    log: new MemoryLog(),
    masterInfo: () => ({ ip: 16777343, port: 5051, address: { hostname: '127.0.0.1', ip: '127.0.0.1', port: 5051 } })
  })
  await master.load()
  master.settle()
  const app = Fastify()
  await app.register(schedulerApi, { master })
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => app.close())

  const { ContainerInfo } = Mesos.getMesos()
  const scheduler: EventEmitter & Record<string, any> = new Scheduler({
    masterUrl: '127.0.0.1',
    port: (app.server.address() as AddressInfo).port,
    frameworkName: 'visitor',
    masterConnectionTimeout: 60,
    logging: { path: t.testdir(), fileName: 'scheduler.log', level: 'error' },
    tasks: {
      greeter: {
        instances: 1,
        commandInfo: new (Mesos.getMesos().CommandInfo)(null, null, true, 'echo hi', null, null),
        containerInfo: new ContainerInfo(ContainerInfo.Type.DOCKER, null, null, new ContainerInfo.DockerInfo('busybox', ContainerInfo.DockerInfo.Network.HOST, null, false, null, true, null)),
        resources: { cpus: 0.2, mem: 64, ports: 1, disk: 0 }
      }
    }
  })
  const problems: unknown[] = []
  scheduler.on('error', (error: unknown) => problems.push(error))
  await once(scheduler, 'ready')
  scheduler['subscribe']()
  const [{ frameworkId }] = await once(scheduler, 'subscribed')
  t.equal(frameworkId, `${master.id}-0000`)

  await until(() => runner.launched.length === 1)
  const { task } = runner.launched[0]!
  t.match(task, {
    command: { value: 'echo hi', environment: { variables: [{ name: 'PORT0', value: '31000' }, { name: 'HOST', value: '127.0.0.1' }] } },
    container: { type: 'DOCKER', docker: { image: 'busybox', network: 'HOST' } },
    resources: [{ name: 'cpus', scalar: { value: 0.2 } }, { name: 'mem' }, { name: 'ports', ranges: { range: [{ begin: 31000, end: 31000 }] } }]
  })

  const seen: string[] = []
  scheduler.on('update', ({ status }: { status: SchedulerCallAcknowledge & { state: string } }) => seen.push(status.state))
  for (const state of ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED'] as const) runner.emit(frameworkId, task.taskId.value, state)
  await until(() => tasks.records.size === 0)
  t.strictSame(seen, ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED'], 'each once and in order, because each was acknowledged')

  scheduler['teardown']()
  await until(() => master.framework({ value: frameworkId }) === undefined)
  t.strictSame(problems, [])
  scheduler['httpRequest'].destroy()
})

t.test('and it runs one on the real engine, by a whole agent', async t => {
  const workDir = t.testdir()
  const app = Fastify({ forceCloseConnections: true, pluginTimeout: 60_000 })
  t.teardown(() => app.close())
  const flags = await loadFlags({ argv: [`--work_dir=${workDir}`, `--docker_socket=${socketPath}`, '--destroy_on_close', '--port=0'], env: {} })
  await app.register(agent, { flags })
  await app.listen({ host: '127.0.0.1', port: 0 })
  await app.mesosAgent.recovered
  const { CommandInfo, ContainerInfo } = Mesos.getMesos()
  const scheduler: EventEmitter & Record<string, any> = new Scheduler({
    masterUrl: '127.0.0.1',
    port: (app.server.address() as AddressInfo).port,
    frameworkName: 'visitor',
    masterConnectionTimeout: 60,
    logging: { path: t.testdir(), fileName: 'scheduler.log', level: 'error' },
    tasks: {
      greeter: {
        instances: 1,
        commandInfo: new CommandInfo(null, null, true, 'echo "$MESOS_SANDBOX $PORT0"', null, null),
        containerInfo: new ContainerInfo(ContainerInfo.Type.DOCKER, null, null, new ContainerInfo.DockerInfo(baseImage, ContainerInfo.DockerInfo.Network.HOST, null, false, null, false, null)),
        resources: { cpus: 0.2, mem: 64, ports: 1, disk: 0 }
      }
    }
  })
  const problems: unknown[] = []
  scheduler.on('error', (error: unknown) => problems.push(error))
  const seen: string[] = []
  const finished = new Promise<any>(resolve => {
    scheduler.on('update', ({ status }: { status: { state: string } }) => {
      seen.push(status.state)
      if (status.state === 'TASK_FINISHED') resolve(status)
    })
  })
  await once(scheduler, 'ready')
  scheduler['subscribe']()
  const [{ frameworkId }] = await once(scheduler, 'subscribed')
  const status = await finished
  t.strictSame(seen.slice(0, 3), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_FINISHED'])
  const { agent_id: agentId, executor_id: executorId } = status
  const stdout = join(workDir, 'slaves', agentId.value, 'frameworks', frameworkId, 'executors', executorId.value, 'runs/latest/stdout')
  t.equal(readFileSync(stdout, 'utf8'), '/mnt/mesos/sandbox 31000\n')
  t.strictSame(problems, [])
  // The stream is ended by a teardown, which this client calls an error.
  const sent = new Promise(resolve => scheduler.once('sent_teardown', resolve))
  scheduler['teardown']()
  await sent
  scheduler['httpRequest'].destroy()
})
