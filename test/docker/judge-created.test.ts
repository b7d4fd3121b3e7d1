import t from 'tap'
import { join } from 'node:path'
import { judgeCreated } from '../../lib/docker/judge-created.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import type { HostConfig } from '../../types/docker-engine.ts'
import { baseImage, dockerParts, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'

t.test('the engine is asked only where there is more than the sandbox', async (t) => {
  const asked: string[] = []
  const real = connectEngine({ socketPath })
  const parts = await dockerParts(t, { engine: { ...real, inspect: async (id) => { asked.push(id); return await real.inspect(id) } } })
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, shell('true')), {})
  const created = async (HostConfig: HostConfig): Promise<string> => (await real.create(run.name, { Image: baseImage, Cmd: ['true'], HostConfig })).id
  const sandbox = { Mounts: [{ Type: 'bind', Source: run.config.directory, Target: '/s' }] }
  await judgeCreated(parts, run, 'none', { Image: '', HostConfig: sandbox })
  t.strictSame(asked, [])
  const id = await created({ Binds: [`${join(parts.directory, 'data')}:/data`], Tmpfs: { '/t': '' } })
  await judgeCreated(parts, run, id, { Image: '', HostConfig: { Binds: ['/data:/data'] } })
  await judgeCreated(parts, run, 'gone', { Image: '', HostConfig: { Binds: ['/data:/data'] } })
  t.strictSame(asked, [id, 'gone'])
  await real.remove(id, { force: true })
})

t.test('what the engine understood counts beside what was asked for', async (t) => {
  const parts = await dockerParts(t)
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, shell('true')), {})
  const { id } = await parts.engine.create(run.name, { Image: baseImage, Cmd: ['true'], HostConfig: { Binds: ['/etc:/data'] } })
  t.teardown(() => connectEngine({ socketPath }).remove(id, { force: true }))
  await t.rejects(judgeCreated(parts, run, id, { Image: '', HostConfig: { Binds: ['/srv:/data'] } }), { message: 'policy hostPaths "/etc": leads to /etc, which is protected' })
})

t.test('what an executor is shown is the agent\'s own', async (t) => {
  const parts = await dockerParts(t)
  const run = { ...dockerRun(parts.agentId, newId(), taskConfig(parts.directory, shell('true')), {}), taskName: 'c' }
  await judgeCreated(parts, run, 'none', { Image: '', HostConfig: { Binds: ['/var/run/docker.sock:/var/run/docker.sock'] } })
})
