import t from 'tap'
import type { Test } from 'tap'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { executorImage } from '../../scripts/executor-image.mjs'
import type { CommandInfo, ContainerConfig, HealthCheck, TaskStatus } from '../../types/index.ts'
import { fact } from '../fixtures/docker-faults.ts'
import { baseImage, dockerContainerizer, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'
import { makeNetwork } from '../fixtures/raw-engine.ts'

const quick = { delaySeconds: 0, intervalSeconds: 0.1, gracePeriodSeconds: 0 }
const LONG = 'exec sleep 1000'
const changed = { state: 'TASK_RUNNING', reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED' }

/** A task under that health check; `healths` are those that were told so far. */
async function checked (t: Test, healthCheck: HealthCheck, command: CommandInfo = shell(LONG), over: Partial<ContainerConfig> = {}) {
  const { containerizer, parts, statuses } = await dockerContainerizer(t)
  const config = taskConfig(parts.directory, command, over, { healthCheck: { ...quick, ...healthCheck }, killPolicy: { gracePeriod: { nanoseconds: 0 } } })
  await containerizer.launch(newId(), config)
  return {
    statuses,
    directory: config.directory,
    healths: () => statuses.flatMap(({ healthy }) => healthy === undefined ? [] : [healthy]),
    /** The first that fits, once it is said. */
    async told (fits: (status: TaskStatus) => boolean): Promise<TaskStatus> {
      await fact(() => statuses.some(fits))
      return statuses.find(fits) as TaskStatus
    }
  }
}

const byCommand = (value: string, more: object = {}): HealthCheck => ({ type: 'COMMAND', command: { value }, ...more })

// DockerContainerizerHealthCheckTest.ROOT_DOCKER_USERNETWORK_NETNAMESPACE_HealthyTaskViaHTTP, ..._HealthyTaskViaHTTPS, ..._HealthyTaskViaTCP,
// each with IPv4 and IPv6. Unlike there, a server listens on the loopback of one family only, so TCP is seen to ask the right one.
t.test('a server in a user network is healthy via', async (t) => {
  const name = await makeNetwork(t, { subnets: ['10.213.90.0/24', 'fd00:213:90::/64'] })
  const begun = (['HTTP', 'HTTPS', 'TCP'] as const).flatMap((type) => ([['IPv4', '127.0.0.1'], ['IPv6', '[::1]']] as const).map(([protocol, host]) => {
    const healthCheck: HealthCheck = type === 'TCP'
      ? { type, tcp: { protocol, port: 8080 } }
      : { type: 'HTTP', http: { protocol, scheme: type.toLowerCase(), port: 8080, path: '/' } }
    const { command, image } = type === 'HTTPS' ? secureServer(t, host) : { command: shell(`echo > index.html; exec httpd -f -p ${host}:8080`), image: baseImage }
    const containerInfo = { type: 'DOCKER' as const, docker: { image, network: 'USER' as const }, networkInfos: [{ name }] }
    const task = checked(t, { ...healthCheck, gracePeriodSeconds: 1000 }, command, { containerInfo })
    return { way: `${type} and ${protocol}`, task }
  }))
  for (const { way, task } of begun) {
    await t.test(way, async (t) => {
      const { told, statuses } = await task
      t.match(await told(({ healthy }) => healthy !== undefined), { ...changed, healthy: true, containerStatus: { networkInfos: [{ name }] } })
      t.strictSame(statuses.map(({ state }) => state), ['TASK_STARTING', 'TASK_RUNNING', 'TASK_RUNNING'])
    })
  }
})

/** With a certificate that nobody has a reason to trust. */
function secureServer (t: Test, host: string): { command: CommandInfo, image: string } {
  const directory = t.testdir({})
  const at = (name: string): string => join(directory, name)
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=nobody', '-keyout', at('key'), '-out', at('cert')], { stdio: 'ignore' })
  const variables = ['key', 'cert'].map((name) => ({ name, value: readFileSync(at(name), 'utf8') }))
  const program = `require('https').createServer(process.env, (q, r) => r.end()).listen(8080, '${host}'.replace(/[[\\]]/g, ''))`
  return { command: { shell: false, value: '/bin/node', arguments: ['-e', program], environment: { variables } }, image: executorImage }
}

// DockerContainerizerHealthCheckTest.ROOT_DOCKER_DockerHealthyTask, HealthCheckTest.HealthyTask
t.test('a command that succeeds is told once', async (t) => {
  const { told, healths, directory } = await checked(t, byCommand('echo >> $MESOS_SANDBOX/runs'))
  t.match(await told(({ healthy }) => healthy === true), changed)
  await runs(directory, 3)
  t.strictSame(healths(), [true])
})

// DockerContainerizerHealthCheckTest.ROOT_DOCKER_DockerHealthStatusChange, HealthCheckTest.HealthStatusChange
t.test('every change is told, and the check is made in the container', async (t) => {
  const path = join(tmpdir(), `flap-${newId().value}`)
  const { healths } = await checked(t, byCommand(`if [ -e ${path} ]; then rm ${path}; else touch ${path}; exit 1; fi`))
  await fact(() => healths().length >= 3)
  t.strictSame(healths().slice(0, 3), [false, true, false])
  t.notOk(existsSync(path))
})

// DockerContainerizerHealthCheckTest.ROOT_DOCKER_DockerHealthyTaskWithQuotedCommand
t.test('quotes in a command stay what they are', async (t) => {
  const { told } = await checked(t, byCommand('test "$(echo \'a "b"  c\')" = \'a "b"  c\''))
  t.match(await told(({ healthy }) => healthy !== undefined), { healthy: true })
})

// HealthCheckTest.HealthyTaskNonShell
t.test('a command without a shell has its words as they are', async (t) => {
  const { told } = await checked(t, { type: 'COMMAND', command: { shell: false, value: 'test', arguments: ['$HOME', '=', '$HOME'] } })
  t.match(await told(({ healthy }) => healthy !== undefined), { healthy: true })
})

// HealthCheckTest.HealthyTaskViaHTTP, HealthyTaskViaHTTPWithoutType
t.test('a check without a type is one by HTTP', async (t) => {
  const { told } = await checked(t, { http: { port: 8080, path: '/index.html' }, gracePeriodSeconds: 1000 }, shell('echo > index.html; exec httpd -f -p 8080'),
    { containerInfo: { type: 'DOCKER', docker: { image: baseImage, network: 'NONE' } } })
  t.match(await told(({ healthy }) => healthy !== undefined), { ...changed, healthy: true })
})

// HealthCheckTest.ConsecutiveFailures
t.test('so many failures in a row are told one by one, and end the task', async (t) => {
  const { told, healths } = await checked(t, byCommand('exit 1', { consecutiveFailures: 4 }))
  t.match(await told(({ state }) => state === 'TASK_KILLED'), { healthy: false })
  t.strictSame(healths(), [false, false, false, false, false])
})

// HealthCheckTest.EnvironmentSetup. Unlike in the docker executor of Mesos, the command in the container has it.
t.test('a check has variables of its own, and those of the task', async (t) => {
  const command = { value: 'test "$OF_CHECK $OF_TASK" = "check task"', environment: { variables: [{ name: 'OF_CHECK', value: 'check' }] } }
  const { told } = await checked(t, { type: 'COMMAND', command }, { ...shell(LONG), environment: { variables: [{ name: 'OF_TASK', value: 'task' }] } })
  t.match(await told(({ healthy }) => healthy !== undefined), { healthy: true })
})

// HealthCheckTest.GracePeriod
t.test('failures in the grace period are not told', async (t) => {
  const { directory, healths } = await checked(t, byCommand('echo >> $MESOS_SANDBOX/runs; exit 1', { gracePeriodSeconds: 1000 }))
  await runs(directory, 4)
  t.strictSame(healths(), [])
})

// HealthCheckTest.HealthyToUnhealthyTransitionWithinGracePeriod
t.test('once it was healthy the grace period is over', async (t) => {
  const { told, healths } = await checked(t, byCommand('test ! -e /was && touch /was', { gracePeriodSeconds: 1000 }))
  await told(({ healthy }) => healthy === false)
  t.strictSame(healths().slice(0, 2), [true, false])
})

// HealthCheckTest.CheckCommandTimeout
t.test('a command that takes too long has failed', async (t) => {
  const { told } = await checked(t, byCommand('sleep 1000', { timeoutSeconds: 0.1, consecutiveFailures: 1 }))
  t.match(await told(({ state }) => state === 'TASK_KILLED'), { healthy: false })
})

/** Resolves when the check that writes a line at each turn has had so many. */
async function runs (directory: string, count: number): Promise<void> {
  const path = join(directory, 'runs')
  await fact(() => existsSync(path) && readFileSync(path, 'utf8').length >= count)
}
