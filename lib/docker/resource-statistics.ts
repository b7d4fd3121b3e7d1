import type { ContainerDetails, ContainerStats } from '../../types/docker-engine.ts'
import type { ResourceStatistics } from '../../types/mesos-v1.ts'

const SECOND_NS = 1e9
const SHARES_PER_CPU = 1024
/** The engine's own period where none was asked for. */
const PERIOD_US = 100_000

/** The engine says 0 or -1 for what is not limited. */
const positive = (value: number | undefined): value is number => value !== undefined && value > 0

/** Docker's reading in the words of Mesos; what the engine does not tell stays unset. Times in seconds, sizes in bytes. */
export function resourceStatistics (stats: ContainerStats, details: ContainerDetails, nowMs: number): ResourceStatistics {
  const memory = stats.memoryStats
  // cgroup v1 says total_rss and total_cache, v2 says anon and file.
  const rss = memory['total_rss'] ?? memory['anon']
  const cache = memory['total_cache'] ?? memory['file']
  const mapped = memory['total_mapped_file'] ?? memory['file_mapped']
  // Read back from the engine, so that they hold after a restart of the agent, too.
  const { CpuShares: shares, CpuQuota: quota, CpuPeriod: period, MemoryReservation: reservation } = details.raw['HostConfig'] as Partial<Record<string, number>>
  const networks = Object.values(stats.networks)
  const sum = (read: (network: ContainerStats['networks'][string]) => number): number =>
    networks.reduce((total, network) => total + read(network), 0)
  return {
    timestamp: nowMs / 1000,
    processes: stats.pids,
    cpusUserTimeSecs: stats.cpuUserNs / SECOND_NS,
    cpusSystemTimeSecs: stats.cpuSystemNs / SECOND_NS,
    cpusNrPeriods: stats.periods,
    cpusNrThrottled: stats.throttledPeriods,
    cpusThrottledTimeSecs: stats.throttledNs / SECOND_NS,
    ...(positive(shares) ? { cpusSoftLimit: shares / SHARES_PER_CPU } : {}),
    ...(positive(quota) ? { cpusLimit: quota / (period || PERIOD_US) } : {}),
    memTotalBytes: stats.memoryUsageBytes,
    ...(details.memoryBytes === 0 ? {} : { memLimitBytes: details.memoryBytes }),
    ...(positive(reservation) ? { memSoftLimitBytes: reservation } : {}),
    ...(rss === undefined ? {} : { memRssBytes: rss, memAnonBytes: rss }),
    ...(cache === undefined ? {} : { memCacheBytes: cache, memFileBytes: cache }),
    ...(mapped === undefined ? {} : { memMappedFileBytes: mapped }),
    ...(networks.length === 0
      ? {}
      : {
          netRxBytes: sum(({ rxBytes }) => rxBytes),
          netRxPackets: sum(({ rxPackets }) => rxPackets),
          netRxErrors: sum(({ rxErrors }) => rxErrors),
          netRxDropped: sum(({ rxDropped }) => rxDropped),
          netTxBytes: sum(({ txBytes }) => txBytes),
          netTxPackets: sum(({ txPackets }) => txPackets),
          netTxErrors: sum(({ txErrors }) => txErrors),
          netTxDropped: sum(({ txDropped }) => txDropped)
        })
  }
}
