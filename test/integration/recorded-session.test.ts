import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import { loadFlags } from '../../lib/agent/flags/load-flags.ts'
import { agent } from '../../lib/plugins/agent.ts'
import { exchange, Subscription } from '../agent/scheduler/scheduler-client.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { askEngine } from '../fixtures/raw-engine.ts'

// One session, as it was recorded between a framework and an original master with an original agent behind it: the
// same calls in the same order, on the real engine. What is asserted of the events is what was in the recording.

const JSON_TYPE = { 'content-type': 'application/json' }
const scalar = (name: string, value: number) => ({ name, type: 'SCALAR', scalar: { value }, allocation_info: { role: '*' } })
const offered = (name: string, value: number) => ({ name, type: 'SCALAR', scalar: { value }, role: '*', allocation_info: { role: '*' } })
const ports = { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 31000, end: 32000 }] }, role: '*', allocation_info: { role: '*' } }
const localAddress = { network_infos: [{ ip_addresses: [{ protocol: 'IPv4', ip_address: '127.0.0.1' }] }] }

t.test('a recorded session goes the same way here', async t => {
  const workDir = t.testdir()
  const app = Fastify({ forceCloseConnections: true, pluginTimeout: 60_000 })
  t.teardown(() => app.close())
  const flags = await loadFlags({
    argv: [`--work_dir=${workDir}`, `--docker_socket=${socketPath}`, '--destroy_on_close', '--no-hostname_lookup', '--port=0',
      '--resources=cpus:8;mem:8000;disk:10000;ports:[31000-32000]'],
    env: {}
  })
  await app.register(agent, { flags })
  await app.listen({ host: '127.0.0.1', port: 0 })
  await app.mesosAgent.recovered
  const { port } = app.server.address() as AddressInfo
  const agentId = readdirSync(join(workDir, 'meta/slaves')).find((name) => name !== 'latest')

  const info = {
    user: 'root', name: 'recorder', roles: ['*'], checkpoint: true, failover_timeout: 60, capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }, { type: 'TASK_KILLING_STATE' }]
  }
  const stream = await Subscription.open(port, { headers: JSON_TYPE, body: JSON.stringify({ type: 'SUBSCRIBE', subscribe: { framework_info: info } }) })
  t.teardown(() => stream.close())
  const { subscribed } = await stream.event(({ type }) => type === 'SUBSCRIBED')
  const { framework_id: frameworkId, master_info: masterInfo } = subscribed
  t.match(subscribed, {
    heartbeat_interval_seconds: 15,
    master_info: { ip: 16777343, port, hostname: '127.0.0.1', address: { hostname: '127.0.0.1', ip: '127.0.0.1', port } }
  })
  t.equal(frameworkId.value, `${masterInfo.id}-0000`)
  const call = async (body: object): Promise<void> => {
    const { status, body: text } = await exchange(port, {
      headers: { ...JSON_TYPE, 'mesos-stream-id': stream.streamId }, body: JSON.stringify({ framework_id: frameworkId, ...body })
    })
    t.strictSame([status, text], [202, ''])
  }
  const update = async (task: string, state: string, message?: string) => {
    const fits = ({ update }: any) => update?.status.task_id.value === task && update.status.state === state && (message === undefined || update.status.message === message)
    const { update: { status } } = await stream.event(fits)
    if (status.uuid !== undefined) await call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id: status.agent_id, task_id: status.task_id, uuid: status.uuid } })
    return status
  }

  const first = (await stream.event(({ type }) => type === 'OFFERS')).offers.offers[0]
  t.match(first, {
    framework_id: frameworkId,
    agent_id: { value: agentId },
    hostname: '127.0.0.1',
    url: { scheme: 'http', address: { hostname: '127.0.0.1', ip: '127.0.0.1', port }, path: '/slave(1)' },
    allocation_info: { role: '*' }
  })
  const sorted = (resources: Array<{ name: string }>) => resources.toSorted((a, b) => a.name.localeCompare(b.name))
  t.strictSame(sorted(first.resources), [offered('cpus', 8), offered('disk', 10000), offered('mem', 8000), ports])

  const task = (name: string, command: string, docker: object | undefined, more: object = {}) => ({
    name,
    task_id: { value: name },
    agent_id: { value: agentId },
    resources: [scalar('cpus', 0.1), scalar('mem', 32)],
    command: { shell: true, value: command },
    container: { type: 'DOCKER', ...docker && { docker } },
    ...more
  })
  const image = { image: baseImage }
  await call({
    type: 'ACCEPT',
    accept: {
      offer_ids: [first.id],
      operations: [{
        type: 'LAUNCH',
        launch: { task_infos: [task('rec-1', 'echo hi; sleep 2', image), task('rec-bad', 'echo hi; sleep 2', undefined), task('rec-2', 'exec sleep 1000', image, { kill_policy: { grace_period: { nanoseconds: 600e9 } } })] }
      }],
      filters: { refuse_seconds: 0 }
    }
  })

  const bad = await update('rec-bad', 'TASK_ERROR')
  t.match(bad, {
    message: "Task's `ContainerInfo` is invalid: DockerInfo 'docker' is not set for DOCKER typed ContainerInfo",
    source: 'SOURCE_MASTER',
    reason: 'REASON_TASK_INVALID',
    agent_id: { value: agentId },
    timestamp: Number,
    uuid: undefined
  })
  const second = (await stream.event(({ offers }) => offers !== undefined && offers.offers[0].id.value !== first.id.value)).offers.offers[0]
  t.strictSame(sorted(second.resources), [offered('cpus', 7.8), offered('disk', 10000), offered('mem', 7936), ports])

  const containerOf: Record<string, string> = {}
  for (const name of ['rec-1', 'rec-2']) {
    const starting = await update(name, 'TASK_STARTING')
    t.match(starting, { source: 'SOURCE_EXECUTOR', agent_id: { value: agentId }, executor_id: { value: name }, uuid: String, timestamp: Number, container_status: localAddress })
    t.equal(starting.message, undefined)
    const running = await update(name, 'TASK_RUNNING')
    t.match(running, { source: 'SOURCE_EXECUTOR', executor_id: { value: name }, container_status: { ...localAddress, container_id: starting.container_status.container_id } })
    const [inspected] = JSON.parse(String(Buffer.from(running.data, 'base64')))
    containerOf[name] = running.container_status.container_id.value
    t.match(inspected, { State: { Running: true }, Name: `/mesos-${agentId}-${containerOf[name]}` })
  }
  t.match(await update('rec-1', 'TASK_FINISHED'), {
    message: 'Container exited with status 0', source: 'SOURCE_EXECUTOR', executor_id: { value: 'rec-1' }, container_status: localAddress
  })

  await call({ type: 'KILL', kill: { task_id: { value: 'rec-2' }, agent_id: { value: agentId } } })
  await call({ type: 'KILL', kill: { task_id: { value: 'nope' } } })
  t.match(await update('nope', 'TASK_UNKNOWN'), { message: 'Reconciliation: Task is unknown', source: 'SOURCE_MASTER', reason: 'REASON_RECONCILIATION' })
  t.match(await update('rec-2', 'TASK_KILLING'), { source: 'SOURCE_EXECUTOR', executor_id: { value: 'rec-2' }, message: undefined })
  await call({ type: 'RECONCILE', reconcile: { tasks: [{ task_id: { value: 'rec-2' } }] } })
  t.match(await update('rec-2', 'TASK_KILLING', 'Reconciliation: Latest task state'), {
    source: 'SOURCE_MASTER', reason: 'REASON_RECONCILIATION', agent_id: { value: agentId }, container_status: localAddress, uuid: undefined
  })
  // It is deaf to SIGTERM. What its grace ends in is brought about here, for all of that was to come before.
  await askEngine('POST', `/containers/mesos-${agentId}-${containerOf['rec-2']}/kill`)
  t.match(await update('rec-2', 'TASK_KILLED'), { message: 'Container exited with status 137', source: 'SOURCE_EXECUTOR' })

  await call({
    type: 'ACCEPT',
    accept: { offer_ids: [{ value: 'nope' }], operations: [{ type: 'LAUNCH', launch: { task_infos: [task('rec-3', 'true', image)] } }] }
  })
  t.match(await update('rec-3', 'TASK_DROPPED'), {
    message: 'Task launched with invalid offers: Offer nope is no longer valid', source: 'SOURCE_MASTER', reason: 'REASON_INVALID_OFFERS', agent_id: { value: agentId }
  })
  const runs = join(workDir, 'slaves', agentId as string, 'frameworks', frameworkId.value, 'executors', 'rec-1', 'runs')
  t.equal(readFileSync(join(runs, 'latest', 'stdout'), 'utf8'), 'hi\n')
})
