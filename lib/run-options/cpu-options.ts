import type { HostConfig } from '../../types/index.ts'

const SHARES_PER_CPU = 1024
const MIN_SHARES = 2
/** cpu.shares of the kernel; runc refuses to start with more. */
const MAX_SHARES = 262_144
const PERIOD_US = 100_000
const MIN_QUOTA_US = 1000

/** Weight from the request, quota from the limit or, when the agent enforces CFS, from the request. An infinite limit: no quota. */
export function cpuOptions (request: number | undefined, limit: number | undefined, enableCfs: boolean): Pick<HostConfig, 'CpuShares' | 'CpuPeriod' | 'CpuQuota'> {
  if (request === undefined) return {}
  const shares = Math.min(Math.max(Math.floor(SHARES_PER_CPU * request), MIN_SHARES), MAX_SHARES)
  const ceiling = limit ?? (enableCfs ? request : Infinity)
  if (ceiling === Infinity) return { CpuShares: shares }
  return { CpuShares: shares, CpuPeriod: PERIOD_US, CpuQuota: Math.max(Math.round(PERIOD_US * ceiling), MIN_QUOTA_US) }
}
