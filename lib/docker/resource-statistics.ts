import type { ContainerDetails, ContainerStats } from '../../types/docker-engine.ts'
import type { ResourceStatistics } from '../../types/mesos-v1.ts'

const SECOND_NS = 1e9

/** Docker's reading in the words of Mesos; what the engine does not tell stays unset. Times in seconds, sizes in bytes. */
export function resourceStatistics (stats: ContainerStats, details: ContainerDetails, nowMs: number): ResourceStatistics {
  const memory = stats.memoryStats
  // cgroup v1 says total_rss and total_cache, v2 says anon and file.
  const rss = memory['total_rss'] ?? memory['anon']
  const cache = memory['total_cache'] ?? memory['file']
  const mapped = memory['total_mapped_file'] ?? memory['file_mapped']
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
    memTotalBytes: stats.memoryUsageBytes,
    ...(details.memoryBytes === 0 ? {} : { memLimitBytes: details.memoryBytes }),
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
