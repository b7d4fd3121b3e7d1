import t from 'tap'
import { resourceFlags } from '../../../lib/run-options/flags/resources.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(resourceFlags, ...pairs)

t.test('what is said later of CPUs counts', async (t) => {
  t.notOk('CpuQuota' in apply('cpu-quota=2000', 'cpu-period=5000', 'cpus=1.5').host)
  t.notOk('NanoCpus' in apply('cpus=1.5', 'cpu-quota=2000').host)
  t.notOk('NanoCpus' in apply('cpus=1.5', 'cpu-period=2000').host)
})

t.test('a swappiness of -1 is none', async (t) => t.notOk('MemorySwappiness' in apply('memory-swappiness=5', 'memory-swappiness=-1').host))

const accepted = [
  [['cpus=1.5'], { host: { NanoCpus: 1.5e9 } }],
  [['cpus=.01'], { host: { NanoCpus: 1e7 } }],
  [['cpu-quota=-1'], { host: { CpuQuota: -1 } }],
  [['cpu-shares=100', 'cpuset-cpus=0-1', 'cpuset-mems=0'], { host: { CpuShares: 100, CpusetCpus: '0-1', CpusetMems: '0' } }],
  [['memory-swap=-1'], { host: { MemorySwap: -1 } }],
  [['memory=64m', 'memory-swap=128m'], { host: { Memory: 2 ** 26, MemorySwap: 2 ** 27 } }],
  [['memory-swappiness=0'], { host: { MemorySwappiness: 0 } }],
  [['ulimit=nofile=1:2', 'ulimit=core=0', 'ulimit=nofile=5', 'ulimit=memlock=-1', 'ulimit=nproc=5:-1'], {
    host: { Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }, { Name: 'nofile', Soft: 5, Hard: 5 }, { Name: 'memlock', Soft: -1, Hard: -1 }, { Name: 'nproc', Soft: 5, Hard: -1 }] }
  }]
] as const

const refused = [
  [['cpus=x'], 'must be a number of CPUs'],
  [['cpus=0.01000000001'], 'is too precise'],
  [['cpus=0.001'], 'must be at least 0.01'],
  [['cpu-quota=x'], 'must be an integer'],
  [['cpu-quota=-2'], 'must be -1, 0 or at least 1000'],
  [['cpu-quota=999'], 'must be -1, 0 or at least 1000'],
  [['memory=1m'], 'must be at least 6291456 bytes'],
  [['memory-swap=x'], 'must be a size such as 64m, or -1'],
  [['memory-swappiness=101'], 'must be from 0 to 100'],
  [['ulimit=nofile'], 'must be name=soft[:hard]'],
  [['ulimit=as=1'], /^must name one of core, /],
  [['ulimit=core=x'], 'limits must be integers'],
  [['ulimit=core=1:x'], 'limits must be integers'],
  [['ulimit=core=2:1'], 'the soft limit must not be above the hard one'],
  [['ulimit=core=-1:1'], 'the soft limit must not be above the hard one']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
