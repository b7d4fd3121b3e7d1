import t from 'tap'
import { DiskLimit } from '../../lib/docker/disk-limit.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { StopIntent } from '../../lib/docker/stop-intent.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { diskMeters } from '../../lib/sandbox/disk-meters.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { DiskWatch } from '../../types/sandbox.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { dockerContainerizer, MemoryStore, newId, shell, silent, taskConfig } from '../fixtures/docker-parts.ts'

const MIB = 1024 * 1024
const disk = (value: number) => [{ name: 'disk', type: 'SCALAR' as const, scalar: { value } }]

function stage (resources = disk(1), more: Partial<DockerRun> = {}, enforces = true) {
  let watch: DiskWatch | undefined
  const meter = { enforces, usage: async (): Promise<number | undefined> => 5, watch (given: DiskWatch) { watch = given } }
  const runs = new MemoryStore<DockerRun>()
  const engine = { kill: async () => true, unpause: async () => {} }
  const parts = { disk: () => meter, engine, clock: new FakeClock(), log: silent, runs } as unknown as DockerParts
  const run = { ...dockerRun('a', { value: 'c' }, { directory: '/s', commandInfo: {}, resources }, {}), ...more }
  const stop = new StopIntent(parts, run)
  return { meter, run, runs, stop, limit: new DiskLimit(parts, run, stop), watch: () => watch as DiskWatch }
}

t.test('usage and limit are told as far as they are known', async t => {
  const { limit, meter } = stage()
  t.strictSame(await limit.statistics(), { diskLimitBytes: MIB, diskUsedBytes: 5 })
  meter.usage = async () => undefined
  t.strictSame(await limit.statistics(), { diskLimitBytes: MIB })
  t.strictSame(await stage([]).limit.statistics(), { diskUsedBytes: 5 })
})

t.test('the quota of a task is its executor\'s to keep, where that has a container of its own', async t => {
  const { limit, watch } = stage(disk(1), { taskName: 'c' })
  limit.started()
  t.equal(watch(), undefined)
  t.match(await limit.statistics(), { diskLimitBytes: MIB })
  t.throws(() => limit.change(disk(2)), { code: 'CONTAINERIZER_ERR_UPDATE_FAILED', message: /^Container c keeps its limits: its executor/ })
  limit.change(disk(1))
  t.match(await limit.statistics(), { diskLimitBytes: MIB }, 'which keeps the one that it began with')
  const loose = stage(disk(1), { taskName: 'c' }, false)
  loose.limit.change(disk(2))
  t.match(await loose.limit.statistics(), { diskLimitBytes: 2 * MIB }, 'where nobody enforces it, it is only told')
})

t.test('too much is a stop of its own, without a grace, that is on record with its figures', async t => {
  const { limit, run, runs, stop, watch } = stage()
  stop.started('c', null)
  limit.started()
  t.equal(watch().quota(), MIB)
  const excess = { usedBytes: 2 * MIB, quotaBytes: MIB }
  watch().exceeded(excess)
  await stop.noted
  t.strictSame([stop.cause, stop.excess], ['DISK', excess])
  t.match(runs.map.get('c'), { stop: { cause: 'DISK', excess } })
  stop.begin('KILL', -1)
  t.strictSame(run.stop?.excess, excess, 'a later stop does not take them away')
  stop.ended()
  t.ok(watch().signal.aborted)
})

t.test('what is being ended already is ended for that', async t => {
  const { limit, stop, watch } = stage()
  stop.started('c', null)
  limit.started()
  stop.begin('KILL', 5000)
  watch().exceeded({ usedBytes: 2, quotaBytes: 1 })
  t.equal(stop.cause, 'KILL')
  t.equal(stop.excess, undefined)
  stop.ended()
})

t.test('other resources are another quota, also for the next agent', async t => {
  const { limit, run, runs, stop } = stage()
  limit.change(disk(3))
  t.equal(runs.map.size, 0, 'what does not run yet has no record to change')
  stop.started('c', null)
  limit.change(disk(2))
  limit.change(disk(2))
  limit.change([{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }])
  await stop.noted
  t.equal(run.diskQuotaBytes, 2 * MIB)
  t.match(runs.map.get('c'), { diskQuotaBytes: 2 * MIB })
  stop.ended()
})

t.test('a container whose sandbox takes too much is ended as the original says it', async t => {
  const disk = diskMeters({ enforce: true, intervalMs: 50, closing: new AbortController().signal, clock: systemClock, log: silent, metrics: new MetricsBook() })
  const { containerizer, statuses, parts } = await dockerContainerizer(t, { disk })
  const resources = [{ name: 'disk', type: 'SCALAR' as const, scalar: { value: 1 } }]
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, shell('dd if=/dev/zero of=$MESOS_SANDBOX/big bs=1024 count=3000; sleep 1000'), { resources }))
  t.match(await containerizer.wait(id), {
    state: 'TASK_FAILED',
    status: 137 << 8,
    reason: 'REASON_CONTAINER_LIMITATION_DISK',
    limitation: { resources: [{ name: 'disk', scalar: { value: 1 } }] }
  })
  t.match(statuses.at(-1), { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LIMITATION_DISK', message: /^Disk usage \(\d+[KM]B\) exceeds quota \(1MB\)$/, limitation: {} })
})
