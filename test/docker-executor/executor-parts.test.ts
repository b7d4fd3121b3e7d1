import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { loadDockerExecutorFlags } from '../../lib/docker-executor/docker-executor-flags.ts'
import { executorParts } from '../../lib/docker-executor/executor-parts.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import { silent } from '../fixtures/docker-parts.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'

t.test('what an agent has done is not done again, and what it is to do is left to it', async t => {
  const { socketPath, close } = await startFakeEngine()
  const engine = connectEngine({ socketPath })
  const directory = await mkdtemp(join(tmpdir(), 'executor-parts-'))
  t.teardown(async () => {
    await engine.close()
    await close()
    await rm(directory, { recursive: true })
  })
  const followed: unknown[] = []
  const events: DockerEngine['events'] = options => {
    followed.push(options?.labels)
    return engine.events(options)
  }
  const make = async (...argv: string[]) => {
    const flags = await loadDockerExecutorFlags(['--container=c', `--sandbox_directory=${directory}`, '--mapped_directory=/m', '--container_labels={"whose":"ours"}', ...argv])
    return executorParts(flags, { engine: { ...engine, events }, rootDir: '/var/lib/docker', agentId: 'S0', clock: systemClock, log: silent })
  }
  const { parts, watch } = await make('--work_dir=/w', '--keep_container', '--container_logger=rotating')
  const signal = new AbortController().signal
  parts.fetcher.validate([])
  await parts.fetcher.fetch({ containerKey: 'c', uris: [], directory })
  await parts.createSandbox(join(directory, 'none'))
  await parts.removals.remove('c', signal)
  t.notOk(parts.removals.has('c'))
  await parts.removals.close()
  const logs = await parts.logger.open({ containerKey: 'c', directory })
  await logs.end()
  t.same(await readdir(directory), ['stderr', 'stdout'])
  t.ok(parts.protectedPaths.includes('/w') && parts.protectedPaths.includes('/var/lib/docker'))
  const run = { containerId: { value: 'c' }, name: 'c', taskKillingState: false, shutdownGracePeriodMs: 0, config: { directory, commandInfo: { value: 'true' }, containerInfo: { type: 'DOCKER' as const, docker: { image: 'i' } } } }
  t.match(parts.plan(run, {}).Labels, { whose: 'ours', 'fastify-docker-containerizer.container-id': 'c' })
  watch.start()
  t.same(followed, [['fastify-docker-containerizer.container-id=c']], 'others of its agent are nothing to it')
  await watch.close()
  const standalone = await make()
  t.notOk(standalone.parts.removals.has('c'))
  await standalone.watch.close()
})
