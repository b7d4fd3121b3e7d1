import t from 'tap'
import { resourceStatistics } from '../../lib/docker/resource-statistics.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'
import { dockerParts, newId, taskConfig } from '../fixtures/docker-parts.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { ContainerDetails, ContainerStats } from '../../types/docker-engine.ts'

const stats: ContainerStats = {
  readAt: '2026-01-01T00:00:00Z',
  cpuTotalNs: 3e9,
  cpuUserNs: 2e9,
  cpuSystemNs: 5e8,
  periods: 10,
  throttledPeriods: 4,
  throttledNs: 25e7,
  memoryUsageBytes: 4096,
  memoryLimitBytes: 1e9,
  memoryStats: {},
  pids: 3,
  networks: {}
}
const least = {
  timestamp: 1.5,
  processes: 3,
  cpusUserTimeSecs: 2,
  cpusSystemTimeSecs: 0.5,
  cpusNrPeriods: 10,
  cpusNrThrottled: 4,
  cpusThrottledTimeSecs: 0.25,
  memTotalBytes: 4096
}
const limited = (memoryBytes: number, HostConfig: Record<string, number>): ContainerDetails =>
  ({ ...detailsOf({}, { HostConfig }), memoryBytes })
const unlimited = limited(0, { CpuShares: 0, CpuQuota: -1, CpuPeriod: 0, MemoryReservation: 0 })

t.test('what the engine does not tell, and what has no limit, stays unset', async (t) => {
  t.strictSame(resourceStatistics(stats, unlimited, 1500), least)
  t.strictSame(resourceStatistics(stats, limited(0, {}), 1500), least)
})

t.test('requests are soft limits, limits are limits', async (t) => {
  const details = limited(2048, { CpuShares: 512, CpuQuota: 100_000, CpuPeriod: 50_000, MemoryReservation: 1024 })
  t.strictSame(resourceStatistics(stats, details, 1500), {
    ...least, cpusSoftLimit: 0.5, cpusLimit: 2, memLimitBytes: 2048, memSoftLimitBytes: 1024
  })
  t.match(resourceStatistics(stats, limited(0, { CpuQuota: 150_000, CpuPeriod: 0 }), 1500), { cpusLimit: 1.5 }, 'the engine\'s own period')
})

t.test('memory is read in the words of either cgroup version', async (t) => {
  const memory = { memRssBytes: 1, memAnonBytes: 1, memCacheBytes: 2, memFileBytes: 2, memMappedFileBytes: 3 }
  for (const memoryStats of [{ total_rss: 1, total_cache: 2, total_mapped_file: 3, rss: 9 }, { anon: 1, file: 2, file_mapped: 3 }]) {
    t.strictSame(resourceStatistics({ ...stats, memoryStats }, unlimited, 1500), { ...least, ...memory })
  }
})

t.test('the counters of all networks are summed', async (t) => {
  const counters = { rxBytes: 1, rxPackets: 2, rxErrors: 3, rxDropped: 4, txBytes: 5, txPackets: 6, txErrors: 7, txDropped: 8 }
  t.strictSame(resourceStatistics({ ...stats, networks: { eth0: counters, eth1: counters } }, unlimited, 1500), {
    ...least,
    netRxBytes: 2,
    netRxPackets: 4,
    netRxErrors: 6,
    netRxDropped: 8,
    netTxBytes: 10,
    netTxPackets: 12,
    netTxErrors: 14,
    netTxDropped: 16
  })
})

t.test('a container on the engine shows what it was given', async (t) => {
  const { agentId, engine, directory, plan, createSandbox } = await dockerParts(t)
  const resources = [
    { name: 'cpus', type: 'SCALAR' as const, scalar: { value: 0.5 } },
    { name: 'mem', type: 'SCALAR' as const, scalar: { value: 64 } }
  ]
  const limits = { cpus: { value: 1 }, mem: { value: 128 } }
  const config = taskConfig(directory, { shell: false, value: 'sleep', arguments: ['1000'] }, { resources, limits })
  const run = dockerRun(agentId, newId(), config, {})
  await createSandbox(config.directory)
  const { id } = await engine.create(run.name, plan(run, {}))
  await engine.start(id)
  const [reading, details] = [await engine.stats(id), await engine.inspect(id)]
  t.match(resourceStatistics(reading!, details!, 1500), {
    timestamp: 1.5, processes: 1, cpusSoftLimit: 0.5, cpusLimit: 1, memLimitBytes: 2 ** 27, memSoftLimitBytes: 2 ** 26, memTotalBytes: Number
  })
})
