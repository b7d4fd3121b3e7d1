import t from 'tap'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { admitLaunch } from '../../lib/docker/admit-launch.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { LaunchHooks } from '../../lib/docker/launch-hooks.ts'
import type { DockerHooks } from '../../types/index.ts'
import { dockerParts, newId, shell, silent, taskConfig } from '../fixtures/docker-parts.ts'

const never = new AbortController().signal

t.test('without hooks the body goes on as it is, and no sandbox is made', async (t) => {
  const parts = await dockerParts(t)
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, shell('true')), {})
  const body = parts.plan(run, {})
  t.strictSame(await admitLaunch(parts, run, body, { A: '1' }, never), { body, environment: { A: '1' } })
  await t.rejects(stat(run.config.directory), { code: 'ENOENT' })
  await t.rejects(admitLaunch(parts, run, { ...body, HostConfig: { Binds: ['/etc:/etc'] } }, {}, never), { message: /^policy hostPaths/ })
})

t.test('hooks find the sandbox, and what they add is planned', async (t) => {
  const hook: DockerHooks = {
    async beforeLaunch ({ directory }) { await writeFile(join(directory, 'of-hook'), ''); return { taskEnvironment: { HOOK: '1', MESOS_SANDBOX: 'mine' } } }
  }
  const parts = await dockerParts(t, { hooks: new LaunchHooks([hook], silent) })
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, shell('true')), {})
  const { body: { Env }, environment } = await admitLaunch(parts, run, parts.plan(run, { GIVEN: 'x' }), { GIVEN: 'x' }, never)
  t.same(Env, ['GIVEN=x', 'HOOK=1', `MESOS_CONTAINER_NAME=${run.name}`, 'MESOS_SANDBOX=/mnt/mesos/sandbox'])
  t.strictSame(environment, { GIVEN: 'x', HOOK: '1', MESOS_SANDBOX: 'mine' })
  t.ok(await stat(join(run.config.directory, 'of-hook')))
  await t.rejects(admitLaunch(parts, run, parts.plan(run, {}), {}, AbortSignal.abort(new Error('gone'))), { message: 'gone' })
})
