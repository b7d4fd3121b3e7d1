import t from 'tap'
import { GRACE_MS, OrphanWatch } from '../../lib/docker/orphan-watch.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { AGENT_LABEL, CONTAINER_LABEL } from '../../lib/docker/ownership-labels.ts'
import { Removals } from '../../lib/docker/removals.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'
import type { ContainerSummary, DockerEngine } from '../../types/docker-engine.ts'

function watched (ids: string[], over: Partial<DockerParts> = {}) {
  const clock = new FakeClock()
  const log = capturedLog()
  const created = clock.now() / 1000
  const there = new Map(ids.map((id) => [id, {
    id, names: [`mesos-agent-${id}`], labels: { [AGENT_LABEL]: 'agent', [CONTAINER_LABEL]: id }, state: 'running', created
  } as unknown as ContainerSummary]))
  const engine = { list: async () => [...there.values()], remove: async (id: string) => there.delete(id) } as unknown as DockerEngine
  const runs = new MemoryStore<DockerRun>()
  const parts = { engine, runs, anchors: new MemoryStore(), logger: {}, clock, log, killOrphans: true, agentId: 'agent', workDirId: 'd', removals: new Removals({ engine, clock, log }, 1e9), ...over } as DockerParts
  return { parts, runs, clock, log, there, watch: new OrphanWatch(parts, (key) => key === 'known') }
}

t.test('a container that came after the recovery is removed when it has had its minute', async (t) => {
  const { watch, clock, there, log } = watched(['late'])
  t.strictSame(await watch.find(), [], 'its create may just have been asked for')
  watch.start()
  await clock.advance(GRACE_MS - 1)
  t.equal(there.size, 1)
  await clock.advance(1)
  t.equal(there.size, 0)
  t.strictSame(log.lines, ['info removing an orphaned container'])
  t.equal(clock.sleeping, 1, 'and it looks again')
  await watch.close()
  t.equal(clock.sleeping, 0)
})

t.test('whoever is asked for, or may be, is not an orphan', async (t) => {
  const { watch, clock, runs, parts, there } = watched(['known', 'recorded', 'removing', 'torn', 'orphan'])
  there.set('copy', { ...there.get('orphan') as ContainerSummary, id: 'copy', names: ['somebody'] })
  there.set('bare', { ...there.get('orphan') as ContainerSummary, id: 'bare', labels: {} })
  runs.map.set('recorded', {} as DockerRun)
  await parts.removals.remove('mesos-agent-removing', new AbortController().signal)
  watch.start(['torn'])
  await clock.advance(GRACE_MS - 1)
  await clock.advance(0)
  const later = clock.now() + 1
  const found = new OrphanWatch({ ...parts, clock: { ...clock, now: () => later + 1, sleep: clock.sleep.bind(clock) } }, (key) => key === 'known')
  found.start(['torn'])
  t.strictSame(await found.find(), [{ engineId: 'orphan', key: 'orphan', reason: 'there is no record of it, and it is older than 60 s' }])
  await Promise.all([found.close(), watch.close(), parts.removals.close()])
})

t.test('nothing is looked for where orphans are left alone, and a failed look is repeated', async (t) => {
  const idle = watched(['late'], { killOrphans: false })
  idle.watch.start()
  t.equal(idle.clock.sleeping, 0)
  await idle.watch.close()
  const { watch, parts, clock, there, log } = watched(['late'])
  const { list } = parts.engine
  parts.engine.list = async () => { throw new Error('away') }
  watch.start()
  await clock.advance(GRACE_MS)
  t.strictSame(log.lines, ['warn looking for orphaned containers failed, it is tried again'])
  parts.engine.list = list
  await clock.advance(600_000)
  t.equal(there.size, 0)
  await watch.close()
})
