import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import { gather } from '../../lib/docker/gather.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'

t.test('records, containers and what cannot be read are brought together with two questions to the engine', async (t) => {
  const run = dockerRun('agent', { value: 'c' }, { directory: '/s', commandInfo: {} }, {})
  const asked: object[] = []
  const log = capturedLog()
  const parts = {
    agentId: 'agent',
    workDirId: 'dir',
    workDir: '/w',
    engine: { async list (filter: { name?: string }) { asked.push(filter); return filter.name === undefined ? ['container'] : [] } },
    runs: { list: async () => ({ records: [{ key: 'c', value: run }], broken: [{ key: 'torn', error: new Error('not JSON') }] }) },
    log
  } as unknown as DockerParts
  const state = { agentId: { value: 'agent' }, rebooted: false, runs: [], unreadable: ['lost'] }
  t.strictSame(await gather(parts, state), { state, containers: ['container'], legacy: [], runs: [run], unreadable: new Set(['torn', 'lost']) })
  t.strictSame((await gather(parts, null)).unreadable, new Set(['torn']))
  t.strictSame(asked.slice(0, 2), [
    { labels: ['fastify-docker-containerizer.agent-id=agent', 'fastify-docker-containerizer.work-dir-id=dir'] }, { name: 'mesos-' }
  ])
  t.match(log.fields[0], { record: 'torn', err: { message: 'not JSON' } })
})
