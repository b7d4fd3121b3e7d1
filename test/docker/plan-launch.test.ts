import t from 'tap'
import { readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { LaunchHooks } from '../../lib/docker/launch-hooks.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { planLaunch } from '../../lib/docker/plan-launch.ts'
import type { TaskInfo, Volume } from '../../types/index.ts'
import { dockerParts, shell, silent, taskConfig } from '../fixtures/docker-parts.ts'

const unasked = async (): Promise<never> => { throw new Error('asked') }

t.test('a container is planned with line, body and decisions, and nothing is made', async (t) => {
  const parts = await dockerParts(t, { secretResolver: { resolve: unasked }, hooks: new LaunchHooks([{ beforeLaunch: unasked }], silent) })
  const secret = { type: 'VALUE' as const, value: { data: Buffer.from('hush') } }
  const config = taskConfig(parts.directory, { ...shell('true'), environment: { variables: [{ name: 'S', type: 'SECRET', secret }] } })
  const { command, body, decisions } = await planLaunch(parts, config, { environment: { GIVEN: 'x' } })
  t.match(command, /^docker run --name=mesos-.*-plan --env=GIVEN=x .*'--env=S|--env='S=\(secret\)'/)
  t.same(body, parts.plan(dockerRun(parts.agentId, { value: 'plan' }, config, {}), { GIVEN: 'x' }))
  t.notMatch(JSON.stringify({ command, body, decisions }), /hush|aHVzaA/)
  const reasons = Object.fromEntries(decisions.map(({ field, reason }) => [field, reason]))
  t.match(reasons, { 'command.environment "S"': /^a secret/, 'policy images': 'is not denied', 'policy hostPaths': 'the agent itself shows it', hooks: /not asked for a plan/ })
  t.same(await readdir(parts.directory), [])
})

t.test('a task is planned as the agent would launch it', async (t) => {
  const parts = await dockerParts(t, { workDir: '/var/lib/mesos', policy: 'mesos' })
  const { taskInfo } = taskConfig('/nowhere', shell('true'))
  const sandbox = (framework: string, container: string) => `/var/lib/mesos/slaves/${parts.agentId}/frameworks/${framework}/executors/${taskInfo!.taskId.value}/runs/${container}`
  const resources = [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 1 } }]
  const limits = { cpus: { value: 2 } }
  const { body, decisions } = await planLaunch(parts, { ...taskInfo!, resources, limits })
  t.match(body.HostConfig.Mounts, [{ Source: sandbox('plan', 'plan') }])
  t.match(decisions.at(-1), { field: 'policy', value: 'mesos', reason: 'nothing is judged; the default policy would allow this as well' })
  const named = await planLaunch(parts, taskInfo!, { containerId: { value: 'c' }, frameworkId: { value: 'f' } })
  t.match(named.body.HostConfig.Mounts, [{ Source: sandbox('f', 'c') }])
  const { workDir: _none, ...nowhere } = parts
  t.match((await planLaunch(nowhere, taskInfo!)).body.HostConfig.Mounts, [{ Source: sandbox('plan', 'plan').replace('/var/lib/mesos', '') }])
})

t.test('what a launch would refuse is refused', async (t) => {
  const parts = await dockerParts(t, { fetcher: { validate (uris) { if (uris.length > 0) throw new Error('bad uri') }, async fetch () {} } })
  const config = taskConfig(parts.directory, shell('true'))
  const task: TaskInfo = { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' } }
  await symlink('/etc', join(parts.directory, 'link'))
  const volumes: Volume[] = [{ containerPath: '/x', hostPath: join(parts.directory, 'link'), mode: 'RO' }]
  await t.rejects(planLaunch(parts, task), { message: /^container\.type null: must be DOCKER/ })
  await t.rejects(planLaunch(parts, { ...config, containerInfo: { ...config.containerInfo!, volumes } }), { message: /^policy hostPaths .*: leads to \/etc/ })
  await t.rejects(planLaunch(parts, { ...config, commandInfo: { ...config.commandInfo, uris: [{ value: 'x' }] } }), { message: 'bad uri' })
})

t.test('files that parameters name are told of, judged and not read', async (t) => {
  const parts = await dockerParts(t, { policy: { securityOptions: { allow: ['seccomp=p.json'] } } })
  const config = taskConfig(parts.directory, shell('true'))
  const planned = (...parameters: Array<[key: string, value: string]>) => planLaunch(parts, {
    ...config, containerInfo: { ...config.containerInfo!, docker: { ...config.containerInfo!.docker!, parameters: parameters.map(([key, value]) => ({ key, value })) } }
  })
  const { command, decisions } = await planned(['env-file', 'my env'], ['security-opt', 'seccomp=p.json'])
  t.match(command, /^docker run --name=\S+ '--env-file=my env'|--env-file='my env' .*--security-opt=seccomp=p\.json/)
  t.match(decisions.filter(({ reason }) => reason.startsWith('a file')), [
    { field: 'container.docker.parameters[0] --env-file', value: 'my env' }, { field: 'container.docker.parameters[1] --security-opt', value: 'p.json' }
  ])
  await t.rejects(planned(['label-file', '/etc/passwd']), { message: /^policy hostPaths "\/etc\/passwd": leads to \/etc/ })
})
