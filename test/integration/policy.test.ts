import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { dockerContainerizer } from '../../lib/plugins/docker-containerizer.ts'
import type { ContainerInfoDockerInfo, Policy, Volume } from '../../types/index.ts'
import { baseImage, dockerContainerizer as containerizerOf, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'

/** A host with that policy, and what becomes of a container that asks for this. */
async function home (t: Test, policy: Policy = {}) {
  const root = await mkdtemp(join(tmpdir(), 'policy-'))
  const agentId = `${randomUUID()}-S0`
  const engine = connectEngine({ socketPath })
  const app = Fastify()
  const list = () => engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] })
  t.teardown(async () => {
    await app.close()
    for (const { id } of await list()) await engine.remove(id, { force: true })
    await engine.close()
    await rm(root, { recursive: true, force: true })
  })
  const workDir = join(root, 'work')
  await app.register(dockerContainerizer, { workDir, agentId, socketPath, policy })
  await app.ready()
  const run = async (docker: Partial<ContainerInfoDockerInfo>, volumes: Volume[] = [], command = 'true') => {
    const id = newId()
    const directory = join(workDir, 'sandboxes', id.value)
    await app.containerizers.launch(id, {
      directory, commandInfo: shell(command), containerInfo: { type: 'DOCKER', volumes, docker: { image: baseImage, ...docker } }
    })
    t.match(await app.containerizers.wait(id), { status: 0 })
    return await readFile(join(directory, 'stdout'), 'utf8')
  }
  const info = await engine.info()
  return { root, workDir, list, run, dockerRoot: info.dockerRootDir }
}

const shows = (hostPath: string): Volume[] => [{ containerPath: '/host', hostPath, mode: 'RO' }]

t.test('what hands over the host is refused by its rule, and nothing is left', async t => {
  const { run, list, root, workDir, dockerRoot } = await home(t)
  const refused = (rule: string, docker: Partial<ContainerInfoDockerInfo>, volumes?: Volume[]) =>
    t.rejects(run(docker, volumes), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: new RegExp(`^policy ${rule} `) }, rule)
  const parameter = (key: string, value: string) => ({ parameters: [{ key, value }] })
  await symlink('/etc', join(root, 'link'))
  await refused('privileged', { privileged: true })
  await refused('capabilities', parameter('cap-add', 'sys_admin'))
  await refused('devices', parameter('device', '/dev/kmsg'))
  await refused('namespaces', parameter('pid', 'host'))
  await refused('securityOptions', parameter('security-opt', 'seccomp=unconfined'))
  for (const path of ['/', '/etc', join(root, 'link/passwd'), workDir, root, socketPath, '/run', dockerRoot]) await refused('hostPaths', {}, shows(path))
  await refused('hostPaths', parameter('mount', `type=bind,source=${join(root, 'link')},target=/host`))
  await refused('hostPaths', parameter('volume', '/srv/../root:/host'))
  t.strictSame(await list(), [])
})

t.test('ordinary tasks run, with volumes of their own', async t => {
  const { run, root } = await home(t)
  await mkdir(join(root, 'data'))
  await writeFile(join(root, 'data/file'), 'shown\n')
  await symlink('data', join(root, 'link'))
  t.equal(await run({}, shows(join(root, 'link')), 'cat /host/file'), 'shown\n')
  t.equal(await run({ parameters: [{ key: 'cap-drop', value: 'ALL' }] }, [{ containerPath: '/in', hostPath: 'made', mode: 'RW' }], 'ls -d /in'), '/in\n')
})

t.test('the policy of mesos lets everything through', async t => {
  const { run, root } = await home(t, 'mesos')
  await symlink('/etc', join(root, 'link'))
  t.equal(await run({ parameters: [{ key: 'uts', value: 'host' }] }, shows(join(root, 'link')), 'cat /host/hostname'), await readFile('/etc/hostname', 'utf8'))
})

t.test('a link that is turned round between plan and start is noticed', async t => {
  const link = join(await mkdtemp(join(tmpdir(), 'policy-link-')), 'link')
  t.teardown(() => rm(join(link, '..'), { recursive: true }))
  await mkdir(join(link, '../data'))
  await symlink('data', link)
  const { containerizer, parts, statuses } = await containerizerOf(t, {
    fetcher: { validate () {}, async fetch () { await rm(link); await symlink('/etc', link) } }
  })
  const config = taskConfig(parts.directory, shell('cat /host/shadow'))
  const id = newId()
  await containerizer.launch(id, { ...config, containerInfo: { ...config.containerInfo!, volumes: shows(link) } })
  t.strictSame(statuses.map(({ state }) => state), ['TASK_STARTING', 'TASK_FAILED'])
  const rule = `policy hostPaths "${link}": leads to /etc, which is protected`
  t.equal(statuses[1]?.message, `Failed to run docker container: ${rule}`)
  t.equal(await readFile(join(config.directory, 'stderr'), 'utf8'), `docker: ${rule}.\n`)
  t.equal(await readFile(join(config.directory, 'stdout'), 'utf8'), '')
  t.equal(await parts.engine.inspect(`mesos-${parts.agentId}-${id.value}`), null)
})
