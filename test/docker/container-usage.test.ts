import t from 'tap'
import { containerUsage } from '../../lib/docker/container-usage.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'
import { systemClock } from '../../lib/util/system-clock.ts'

const disk = { statistics: async () => ({ diskUsedBytes: 5 }) } as never
const stats = { pids: 1, cpuUserNs: 0, cpuSystemNs: 0, periods: 0, throttledPeriods: 0, throttledNs: 0, memoryUsageBytes: 7, memoryStats: {}, networks: {} }
const parts = (over: object = {}) => ({ engine: { stats: async () => stats, inspect: async () => detailsOf({}, { HostConfig: {} }), ...over }, clock: systemClock }) as unknown as DockerParts

t.test('the engine\'s reading and the sandbox\'s are one', async t => {
  t.match(await containerUsage(parts(), { place: 'e', key: 'c', disk }), { memTotalBytes: 7, diskUsedBytes: 5 })
})

t.test('what does not run has no usage', async t => {
  const unavailable = { code: 'CONTAINERIZER_ERR_USAGE_UNAVAILABLE', message: 'Container c does not run, there is no usage to read' }
  await t.rejects(containerUsage(parts(), { place: null, key: 'c', disk }), unavailable)
  await t.rejects(containerUsage(parts({ stats: async () => null }), { place: 'e', key: 'c', disk }), unavailable)
  await t.rejects(containerUsage(parts({ inspect: async () => null }), { place: 'e', key: 'c', disk }), unavailable)
  await t.rejects(containerUsage(parts({ inspect: async () => detailsOf({ running: false }) }), { place: 'e', key: 'c', disk }), unavailable)
})
