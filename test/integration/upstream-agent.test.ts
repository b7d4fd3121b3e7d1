import t from 'tap'
import { join } from 'node:path'
import type { ContainerID } from '../../types/index.ts'
import { agentHome } from '../fixtures/agent-home.ts'
import { fact } from '../fixtures/docker-faults.ts'
import { baseImage } from '../fixtures/docker-parts.ts'
import { FrameworkSession } from '../fixtures/framework-session.ts'

const task = (image = baseImage, command: object = {}) => ({
  command: { shell: true, value: 'exec sleep 1000', ...command },
  container: { type: 'DOCKER', docker: { image } },
  kill_policy: { grace_period: { nanoseconds: 0 } }
})

// ROOT_DOCKER_FetchFailure
t.test('a task whose URIs cannot be fetched has failed with the words of the fetcher', async (t) => {
  const { start, workDir } = await agentHome(t)
  const session = await FrameworkSession.open(t, (await start()).port)
  await session.launch({ one: task(baseImage, { uris: [{ value: join(workDir, 'none') }] }) })
  t.match(await session.status('one', 'TASK_FAILED'), { reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: /^Failed to launch container: Failed to fetch / })
})

// ROOT_DOCKER_DockerPullFailure
t.test('a task whose image cannot be pulled has failed with the words of the pull', async (t) => {
  const { start } = await agentHome(t)
  const session = await FrameworkSession.open(t, (await start('--docker_pull_tries=1')).port)
  await session.launch({ one: task('127.0.0.1:1/none:1') })
  t.match(await session.status('one', 'TASK_FAILED'), { reason: 'REASON_CONTAINER_LAUNCH_FAILED', message: /^Failed to launch container: Failed to pull image '127\.0\.0\.1:1\/none:1': / })
})

// DockerContainerizerIPv6Test.ROOT_DOCKER_LaunchIPv6HostNetwork. Unlike an agent of Mesos this one has one address, of either family.
t.test('a task on the network of the host has the address of the agent', async (t) => {
  const { start } = await agentHome(t)
  const session = await FrameworkSession.open(t, (await start('--ip=::1')).port)
  await session.launch({ one: task() })
  const { container_status: { network_infos: infos } } = await session.status('one', 'TASK_RUNNING')
  t.strictSame(infos, [{ ip_addresses: [{ protocol: 'IPv6', ip_address: '::1' }] }])
})

// HealthCheckTest.HealthyTask (what reconciliation tells of it)
t.test('the health of a task is told again to who reconciles', async (t) => {
  const { start } = await agentHome(t)
  const session = await FrameworkSession.open(t, (await start()).port)
  await session.launch({ one: { ...task(), health_check: { type: 'COMMAND', command: { value: 'exit 0' }, delay_seconds: 0, interval_seconds: 1000 } } })
  await session.status('one', 'TASK_RUNNING')
  const told = await session.stream.event(({ update }) => update?.status.healthy !== undefined)
  t.match(told.update.status, { state: 'TASK_RUNNING', reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED', healthy: true })
  await session.call({ type: 'RECONCILE', reconcile: { tasks: [{ task_id: { value: 'one' } }] } })
  const { update: { status } } = await session.stream.event(({ update }) => update?.status.reason === 'REASON_RECONCILIATION')
  t.match(status, { state: 'TASK_RUNNING', healthy: true })
})

// ROOT_DOCKER_SlaveRecoveryTaskContainer
t.test('an agent that comes back before anything was acknowledged says it all again, from the first on', async (t) => {
  const { start } = await agentHome(t)
  const first = await start()
  const session = await FrameworkSession.open(t, first.port)
  await session.launch({ one: task() })
  await session.stream.event(({ update }) => update?.status.state === 'TASK_STARTING')
  await fact(async () => (await first.app.containerizers.status(first.app.containerizers.containers()[0] as ContainerID)).executorPid !== undefined)
  await first.app.close()

  const { app, port } = await start()
  const again = await FrameworkSession.open(t, port, session.id)
  const { update: { status } } = await again.stream.event(({ type }) => type === 'UPDATE')
  t.equal(status.state, 'TASK_STARTING')
  await again.status('one', 'TASK_RUNNING')
  t.equal(app.containerizers.containers().length, 1)
  await again.call({ type: 'KILL', kill: { task_id: { value: 'one' } } })
  await again.status('one', 'TASK_KILLED')
})
