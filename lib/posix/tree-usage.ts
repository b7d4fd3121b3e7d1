import type { ResourceStatistics } from '../../types/mesos-v1.ts'
import { readProc, type ProcessStat } from '../util/read-process.ts'

/** USER_HZ: what the kernel shows times in, 100 on every architecture Node runs on, whatever its own tick is. */
const TICKS = 100

/**
 * Sums over processes; `now` in milliseconds. Time of children that have ended and were waited for is not in it, as in
 * the original's posix isolation.
 */
export function treeUsage (processes: ProcessStat[], now: number): ResourceStatistics {
  const sum = (value: (process: ProcessStat) => number): number => processes.reduce((total, process) => total + value(process), 0)
  return {
    timestamp: now / 1000,
    processes: processes.length,
    threads: sum(({ threads }) => threads),
    cpusUserTimeSecs: sum(({ userTicks }) => userTicks) / TICKS,
    cpusSystemTimeSecs: sum(({ systemTicks }) => systemTicks) / TICKS,
    memRssBytes: sum(({ pid }) => residentBytes(readProc(pid, 'status') ?? ''))
  }
}

/** From /proc/<pid>/status, which is in kB whatever the page size; nothing for a process that has just ended. */
export function residentBytes (status: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024
}
