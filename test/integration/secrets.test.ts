import { randomUUID } from 'node:crypto'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Fastify from 'fastify'
import t from 'tap'
import type { Test } from 'tap'
import { AGENT_LABEL } from '../../lib/docker/ownership-labels.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { dockerContainerizer } from '../../lib/plugins/docker-containerizer.ts'
import type { DockerContainerizerOptions } from '../../lib/plugins/docker-containerizer-options.ts'
import type { ContainerConfig, Secret, TaskStatus } from '../../types/index.ts'
import { baseImage, newId, shell, socketPath } from '../fixtures/docker-parts.ts'

const inline = (text: string): Secret => ({ type: 'VALUE', value: { data: Buffer.from(text) } })

async function home (t: Test, options: Partial<DockerContainerizerOptions> = {}) {
  const workDir = await mkdtemp(join(tmpdir(), 'secrets-'))
  const agentId = `${randomUUID()}-S0`
  const engine = connectEngine({ socketPath })
  const app = Fastify()
  t.teardown(async () => {
    await app.close()
    for (const { id } of await engine.list({ labels: [`${AGENT_LABEL}=${agentId}`] })) await engine.remove(id, { force: true })
    await engine.close()
    await rm(workDir, { recursive: true, force: true })
  })
  const memory = join('/dev/shm', `mesos-secrets-${agentId}`)
  const start = async () => {
    await app.register(dockerContainerizer, { workDir, agentId, socketPath, ...options })
    await app.ready()
    await app.containerizers.recovered
    return app
  }
  const config = (command: string, variable: Secret, file: Secret): ContainerConfig => {
    const commandInfo = { ...shell(command), environment: { variables: [{ name: 'TOKEN', type: 'SECRET' as const, secret: variable }] } }
    const volumes = [
      { containerPath: '/run/key', mode: 'RO' as const, source: { type: 'SECRET' as const, secret: file } },
      { containerPath: 'in/key', mode: 'RW' as const, source: { type: 'SECRET' as const, secret: file } }
    ]
    const containerInfo = { type: 'DOCKER' as const, docker: { image: baseImage }, volumes }
    const taskInfo = { name: 't', taskId: { value: 't' }, agentId: { value: 'a' }, command: commandInfo, container: containerInfo }
    return { directory: join(workDir, 'sandboxes', randomUUID()), commandInfo, containerInfo, taskInfo }
  }
  return { workDir, agentId, engine, memory, start, config }
}

const contains = async (directory: string, text: string) => {
  const { stdout } = await promisify(execFile)('grep', ['-rl', text, directory]).catch(() => ({ stdout: '' }))
  return stdout
}

t.test('a secret is readable in the container, and is nowhere else once it runs', async t => {
  const { workDir, agentId, engine, memory, start, config } = await home(t)
  const app = await start()
  const statuses: TaskStatus[] = []
  app.containerizers.onTaskStatus((_id, status) => { statuses.push(status) })
  const [token, key] = [randomUUID(), randomUUID()]
  const id = newId()
  const wanted = config('until [ -e go ]; do sleep 0.1; done; echo $TOKEN; cat /run/key in/key; echo more >> in/key && echo >> /run/key', inline(token), inline(key))
  wanted.commandInfo.value = `cd $MESOS_SANDBOX; ${wanted.commandInfo.value}`
  t.equal(await app.containerizers.launch(id, wanted), 'SUCCESS')
  t.same(await readdir(memory), [], 'the file went as soon as the container had it')
  for (const secret of [token, key]) t.equal(await contains(workDir, secret), '', 'no record has it')
  t.equal((await readFile(join(wanted.directory, 'in/key'), 'utf8')), '', 'what lies in the sandbox is the place of the mount only')
  const details = (await engine.inspect(`mesos-${agentId}-${id.value}`))!
  t.notMatch(JSON.stringify(details.raw), key, 'the engine does not know the file')
  t.notMatch(String(statuses.at(-1)?.data), token)
  await writeFile(join(wanted.directory, 'go'), '')
  await app.containerizers.wait(id)
  t.equal(await readFile(join(wanted.directory, 'stdout'), 'utf8'), `${token}\n${key}${key}`)
  t.match(await readFile(join(wanted.directory, 'stderr'), 'utf8'), /\/run\/key: Read-only file system/)
})

t.test('references are resolved where there is a resolver, else refused before anything is made', async t => {
  const reference: Secret = { type: 'REFERENCE', reference: { name: 'db', key: 'password' } }
  const without = await home(t)
  await t.rejects((await without.start()).containerizers.launch(newId(), without.config('true', reference, inline('x'))), {
    code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /^command\.environment "TOKEN"\.secret\.reference "db": there is no resolver/
  })
  const { start, config, memory } = await home(t, {
    secretResolver: { async resolve ({ reference }) { if (reference?.key === undefined) throw new Error('hush'); return Buffer.from(`resolved ${reference.key}\n`) } }
  })
  const app = await start()
  const id = newId()
  const wanted = config('cat /run/key', reference, reference)
  await app.containerizers.launch(id, wanted)
  await app.containerizers.wait(id)
  t.equal(await readFile(join(wanted.directory, 'stdout'), 'utf8'), 'resolved password\n')
  const statuses: TaskStatus[] = []
  app.containerizers.onTaskStatus((_id, status) => { statuses.push(status) })
  const failing = config('true', reference, { type: 'REFERENCE', reference: { name: 'none' } })
  await app.containerizers.launch(newId(), failing)
  t.match(statuses.at(-1), { state: 'TASK_FAILED', message: 'Failed to run docker container: container.volumes[0]: the secret \'none\' could not be resolved' })
  t.equal(await readFile(join(failing.directory, 'stderr'), 'utf8'), 'docker: container.volumes[0]: the secret \'none\' could not be resolved.\n')
  t.same(await readdir(memory), [])
})

t.test('what a crash left in memory goes with the next recovery', async t => {
  const { memory, start } = await home(t)
  await mkdir(join(memory, 'of-before'), { recursive: true, mode: 0o700 })
  await writeFile(join(memory, 'of-before/0'), 'hush')
  await start()
  await t.rejects(readdir(memory), { code: 'ENOENT' })
})
