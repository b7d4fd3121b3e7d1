import t from 'tap'
import { readProcess, type ProcessStat } from '../../lib/util/read-process.ts'
import { residentBytes, treeUsage } from '../../lib/posix/tree-usage.ts'

t.test('everything is summed, times in seconds', async (t) => {
  const self = { ...readProcess(process.pid) as ProcessStat, userTicks: 150, systemTicks: 50, threads: 2 }
  const gone = { ...self, pid: 2 ** 30 }
  const usage = treeUsage([self, gone], 5000)
  t.match(usage, { timestamp: 5, processes: 2, threads: 4, cpusUserTimeSecs: 3, cpusSystemTimeSecs: 1 })
  t.ok(usage.memRssBytes as number > 1e6)
})

t.test('resident memory is what the kernel says, or nothing', async (t) => {
  t.equal(residentBytes('Name:\tsh\nVmRSS:\t    1024 kB\nThreads:\t1\n'), 1048576)
  t.equal(residentBytes('Name:\tsh\nState:\tZ\n'), 0)
})
