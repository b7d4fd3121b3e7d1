import t from 'tap'
import { cpuOptions } from '../../lib/run-options/cpu-options.ts'

for (const [fact, request, limit, cfs, expected] of [
  ['no request, no options', undefined, undefined, true, {}],
  ['shares are 1024 per cpu, rounded down', 1.999, undefined, false, { CpuShares: 2046 }],
  ['shares have a minimum', 0.001, undefined, false, { CpuShares: 2 }],
  ['shares have the maximum of the kernel', 300, undefined, false, { CpuShares: 262144 }],
  ['CFS makes the request the ceiling', 0.5, undefined, true, { CpuShares: 512, CpuPeriod: 100000, CpuQuota: 50000 }],
  ['the quota has a minimum', 0.001, undefined, true, { CpuShares: 2, CpuPeriod: 100000, CpuQuota: 1000 }],
  ['a limit is the ceiling, with or without CFS', 1, 2.5, false, { CpuShares: 1024, CpuPeriod: 100000, CpuQuota: 250000 }],
  ['an infinite limit is no ceiling, even with CFS', 1, Infinity, true, { CpuShares: 1024 }]
] as const) {
  t.test(fact, async (t) => t.same(cpuOptions(request, limit, cfs), expected))
}
