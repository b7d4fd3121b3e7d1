import t from 'tap'
import { diskMeters } from '../../lib/sandbox/disk-meters.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { DiskWatch } from '../../types/sandbox.ts'
import { silent } from '../fixtures/docker-parts.ts'
import { id, posixHost, until } from '../fixtures/posix-host.ts'

const resources = [{ name: 'disk', type: 'SCALAR' as const, scalar: { value: 1 } }]
const sleep = { shell: true, value: 'exec sleep 1000' }
const excess = { usedBytes: 3 * 2 ** 20, quotaBytes: 2 ** 20 }

/** Meters that say what a test wants them to. */
function toldMeters () {
  const watches: DiskWatch[] = []
  return { watches, disk: () => ({ enforces: true, usage: async () => 7, watch (watch: DiskWatch) { watches.push(watch) } }) }
}

t.test('a sandbox that takes too much ends its task, in the original\'s words', async t => {
  const host = await posixHost(t)
  const disk = diskMeters({ enforce: true, intervalMs: 50, closing: new AbortController().signal, clock: systemClock, log: silent, metrics: new MetricsBook() })
  const { containerizer, statuses } = await host.agent({ disk })
  await containerizer.recover(null)
  await containerizer.launch(id('c'), host.config('c', { shell: true, value: 'dd if=/dev/zero of=big bs=1024 count=3000; exec sleep 1000' }, { resources }))
  t.match(await containerizer.wait(id('c')), { state: 'TASK_FAILED', status: 9, reason: 'REASON_CONTAINER_LIMITATION_DISK' })
  t.match(statuses.at(-1), {
    state: 'TASK_FAILED',
    reason: 'REASON_CONTAINER_LIMITATION_DISK',
    message: /^Disk usage \(\d+[KM]B\) exceeds quota \(1MB\)$/,
    limitation: { resources: [{ name: 'disk', scalar: { value: 1 } }] }
  })
})

t.test('what is being ended already is ended for that', async t => {
  const host = await posixHost(t)
  const { watches, disk } = toldMeters()
  const { containerizer, statuses } = await host.agent({ disk })
  await containerizer.recover(null)
  await containerizer.launch(id('c'), host.config('c', { shell: true, value: 'trap "" TERM; while :; do sleep 0.05; done' }))
  await containerizer.killTask(id('c'), { killPolicy: { gracePeriod: { nanoseconds: 2e8 } } })
  watches[0]?.exceeded(excess)
  t.match(await containerizer.wait(id('c')), { state: 'TASK_KILLED' })
  t.match(statuses.at(-1), { state: 'TASK_KILLED' })
  t.ok(watches[0]?.signal.aborted)
})

t.test('an agent that dies in between leaves an end that the next one goes on with', async t => {
  const host = await posixHost(t)
  const { disk } = toldMeters()
  const first = await host.agent({ disk })
  await first.containerizer.recover(null)
  await first.containerizer.launch(id('c'), host.config('c', sleep, { resources }))
  const record = await until(() => host.runs.records.get('c'))
  const run = { containerId: id('c'), directory: record.directory }
  await first.containerizer.close()
  host.runs.records.set('c', { ...record, excess })
  const { containerizer } = await host.agent({ disk })
  await containerizer.recover({ agentId: { value: 'a' }, rebooted: false, runs: [run] } as never)
  t.match(await containerizer.wait(id('c')), { state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LIMITATION_DISK', message: 'Disk usage (3MB) exceeds quota (1MB)' })
})
