import type { ContainerStats } from '../../types/docker-engine.ts'

interface InterfaceStats {
  rx_bytes: number
  rx_packets: number
  rx_errors: number
  rx_dropped: number
  tx_bytes: number
  tx_packets: number
  tx_errors: number
  tx_dropped: number
}

/** What we read of GET /containers/{id}/stats. A container that does not run has empty groups. */
export interface StatsAnswer {
  read: string
  cpu_stats: {
    cpu_usage: { total_usage: number, usage_in_usermode: number, usage_in_kernelmode: number }
    throttling_data: { periods: number, throttled_periods: number, throttled_time: number }
  }
  memory_stats: { usage?: number, limit?: number, stats?: Record<string, number> }
  pids_stats: { current?: number }
  networks?: Record<string, InterfaceStats>
}

export function toContainerStats (answer: StatsAnswer): ContainerStats {
  const { cpu_usage: cpu, throttling_data: throttling } = answer.cpu_stats
  const memory = answer.memory_stats
  return {
    readAt: answer.read,
    cpuTotalNs: cpu.total_usage,
    cpuUserNs: cpu.usage_in_usermode,
    cpuSystemNs: cpu.usage_in_kernelmode,
    throttledPeriods: throttling.throttled_periods,
    periods: throttling.periods,
    throttledNs: throttling.throttled_time,
    memoryUsageBytes: memory.usage ?? 0,
    memoryLimitBytes: memory.limit ?? 0,
    memoryStats: memory.stats ?? {},
    pids: answer.pids_stats.current ?? 0,
    networks: Object.fromEntries(
      Object.entries(answer.networks ?? {}).map(([name, counters]) => [name, toCounters(counters)]))
  }
}

function toCounters (counters: InterfaceStats): ContainerStats['networks'][string] {
  return {
    rxBytes: counters.rx_bytes,
    rxPackets: counters.rx_packets,
    rxErrors: counters.rx_errors,
    rxDropped: counters.rx_dropped,
    txBytes: counters.tx_bytes,
    txPackets: counters.tx_packets,
    txErrors: counters.tx_errors,
    txDropped: counters.tx_dropped
  }
}
