import t from 'tap'
import { toContainerStats } from '../../lib/engine/to-container-stats.ts'

const cpu = {
  cpu_usage: { total_usage: 6, usage_in_usermode: 2, usage_in_kernelmode: 4 },
  throttling_data: { periods: 9, throttled_periods: 3, throttled_time: 8 }
}
const common = {
  readAt: 'now', cpuTotalNs: 6, cpuUserNs: 2, cpuSystemNs: 4, throttledPeriods: 3, periods: 9, throttledNs: 8
}

t.test('every reading comes over under its name', async (t) => {
  t.same(toContainerStats({
    read: 'now',
    cpu_stats: cpu,
    memory_stats: { usage: 10, limit: 20, stats: { rss: 7 } },
    pids_stats: { current: 2 },
    networks: {
      eth0: { rx_bytes: 1, rx_packets: 2, rx_errors: 3, rx_dropped: 4, tx_bytes: 5, tx_packets: 6, tx_errors: 7, tx_dropped: 8 }
    }
  }), {
    ...common,
    memoryUsageBytes: 10,
    memoryLimitBytes: 20,
    memoryStats: { rss: 7 },
    pids: 2,
    networks: {
      eth0: { rxBytes: 1, rxPackets: 2, rxErrors: 3, rxDropped: 4, txBytes: 5, txPackets: 6, txErrors: 7, txDropped: 8 }
    }
  })
})

t.test('what a stopped container does not use is zero', async (t) => {
  t.same(toContainerStats({ read: 'now', cpu_stats: cpu, memory_stats: {}, pids_stats: {} }), {
    ...common, memoryUsageBytes: 0, memoryLimitBytes: 0, memoryStats: {}, pids: 0, networks: {}
  })
})
