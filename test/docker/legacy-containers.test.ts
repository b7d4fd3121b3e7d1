import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { legacyContainers, legacyId } from '../../lib/docker/legacy-containers.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'
import { baseImage, dockerParts } from '../fixtures/docker-parts.ts'

const uuid = '4ee05b1c-7ae5-4f3e-a0f4-c4f6b1a2d3e4'

t.test('every form of name that Mesos gave is understood, and no other', async (t) => {
  for (const name of [`mesos-${uuid}`, `mesos-${uuid}.executor`, `mesos-agent-S0.${uuid}`, `mesos-agent-S0.${uuid}.executor`]) t.equal(legacyId(name), uuid, name)
  for (const name of ['mesos-', 'mesos-web', `other-${uuid}`, `mesos-a.b.${uuid}`, `mesos-agent-${uuid}`, `mesos-${uuid}.other`]) t.equal(legacyId(name), null, name)
})

t.test('a container is of our work_dir when it has the sandbox of its run in it, whatever its name', async (t) => {
  const parts = await dockerParts(t)
  const workDir = parts.directory
  const create = async (name: string, source: string, Labels: Record<string, string> = {}): Promise<string> => {
    mkdirSync(source, { recursive: true })
    const { id } = await parts.engine.create(name, { Image: baseImage, Cmd: ['true'], Labels, HostConfig: { Binds: [`${source}:/mnt/mesos/sandbox`] } })
    t.teardown(async () => { await parts.engine.remove(id, { force: true }) })
    return id
  }
  const sandbox = (id: string) => join(workDir, 'slaves', parts.agentId, 'frameworks/f/executors/e/runs', id)
  const [plain, dotted, linked, others] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const ours = [
    [plain, await create(`mesos-${plain}`, sandbox(plain))],
    [dotted, await create(`mesos-${parts.agentId}.${dotted}`, sandbox(dotted))],
    [linked, await create(`mesos-${linked}.executor`, join(workDir, 'slaves', parts.agentId, 'docker/links', linked))]
  ]
  await create(`mesos-${others}`, join(workDir, 'slaves/another/frameworks/f/executors/e/runs', others))
  await create(`mesos-${randomUUID()}`, sandbox(others))
  await create(`mesos-web-${others}`, sandbox(others))
  const labelled = randomUUID()
  await create(`mesos-${labelled}`, sandbox(labelled), { 'fastify-docker-containerizer.agent-id': parts.agentId })
  const found = await legacyContainers({ ...parts, workDir })
  t.strictSame(found.map(({ containerId, engineId }) => [containerId, engineId]).sort(), ours.sort())
  const known = { containerId: { value: plain }, directory: sandbox(plain) }
  t.match(found.find(({ containerId }) => containerId === plain)?.run(known), { containerId: known.containerId, name: `mesos-${plain}`, config: { directory: known.directory } })
  const all = { ...known, taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' } }, executorInfo: { executorId: { value: 'e' } }, frameworkId: { value: 'f' } }
  t.match(found[0]?.run(all), { config: { taskInfo: all.taskInfo, executorInfo: all.executorInfo, frameworkId: all.frameworkId } })
  t.strictSame(await legacyContainers(parts), [], 'without a work_dir there is nothing to compare with')
})

t.test('one that cannot be looked at, or is gone, is left alone', async (t) => {
  const log = capturedLog()
  const list = async () => ['a', 'b', 'c', 'd'].map((id) => ({ id, names: [`mesos-${uuid}`], labels: {} }))
  const inspect = async (id: string) => {
    if (id === 'a') throw new Error('wedged')
    return id === 'b' ? null : { raw: id === 'c' ? {} : { Mounts: [{}] } }
  }
  const parts = { engine: { list, inspect }, agentId: 'x', workDir: '/w', log } as unknown as DockerParts
  t.strictSame(await legacyContainers(parts), [])
  t.strictSame(log.lines, ['warn a container with a name of Mesos cannot be looked at, it is left alone'])
})
