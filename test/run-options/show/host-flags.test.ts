import t from 'tap'
import { newDraft } from '../../../lib/run-options/draft.ts'
import { flagTable } from '../../../lib/run-options/flags/flag-table.ts'
import { hostFlags } from '../../../lib/run-options/show/host-flags.ts'

const again = (flag: string, values: string[]) => {
  const draft = newDraft('i')
  for (const value of values) flagTable.get(flag)!(draft, value, (rule) => { throw new Error(`--${flag}=${value} ${rule}`) })
  return draft.host
}

const samples: Array<[flag: string, ...values: string[]]> = [
  ['blkio-weight', '300'], ['blkio-weight-device', '/dev/a:100'], ['cap-add', 'CAP_CHOWN', 'ALL'], ['cap-drop', 'CAP_KILL'], ['cgroup-parent', '/p'], ['cgroupns', 'host'],
  ['cpu-period', '1000'], ['cpu-quota', '2000'], ['cpu-rt-period', '1'], ['cpu-rt-runtime', '1'], ['cpu-shares', '5'], ['cpuset-cpus', '0'], ['cpuset-mems', '0'],
  ['cpus', '1.5'], ['device', '/dev/a:/dev/b:rw'], ['device-cgroup-rule', 'c 1:* r'], ['device-read-bps', '/dev/a:1024'], ['device-read-iops', '/dev/a:2'],
  ['device-write-bps', '/dev/a:3'], ['device-write-iops', '/dev/a:4'], ['dns', '1.1.1.1'], ['dns-opt', 'a:1'], ['dns-search', 's'], ['add-host', 'h:1.1.1.1'],
  ['gpus', 'all'], ['gpus', '2'], ['gpus', '"device=1,2",driver=nvidia,"capabilities=utility,compute"'], ['group-add', 'g'], ['init', 'true'], ['ipc', 'host'], ['link', 'a:b'],
  ['memory', '8388608'], ['memory-reservation', '8388608'], ['memory-swap', '-1'], ['memory-swappiness', '1'], ['mount', 'type=bind,source=/a,target=/b'],
  ['oom-score-adj', '1'], ['pid', 'host'], ['pids-limit', '5'], ['privileged', 'true'], ['publish-all', 'true'], ['read-only', 'true'], ['runtime', 'r'],
  ['security-opt', 'label=disable'], ['security-opt', 'systempaths=unconfined'], ['shm-size', '1024'], ['storage-opt', 'size=1'], ['sysctl', 'net.a=b'], ['tmpfs', '/t', '/u:size=1m'],
  ['ulimit', 'nofile=1:2'], ['userns', 'host'], ['uts', 'host'], ['volume', '/a:/b:ro'], ['volume-driver', 'd'], ['volumes-from', 'c']
]

for (const [flag, ...values] of samples) {
  t.test(`--${flag} ${values.join(' ')} is shown so that it makes the same again`, async (t) => {
    const host = again(flag, values)
    const plain = newDraft('i').host
    const own = Object.entries(host).filter(([key]) => !(key in plain) && key !== 'ReadonlyPaths')
    t.equal(own.length, 1)
    for (const [key, value] of own) {
      const [shown, give] = hostFlags[key]!
      t.equal(shown, flag)
      t.same(again(shown, give(value).map((one) => one === true ? 'true' : one)), host)
    }
  })
}

t.test('what is switched off is said', async (t) => t.same(hostFlags['Init']![1](false), ['false']))

t.test('every field has its sample', async (t) => {
  const shown = new Set(samples.map(([flag]) => flag))
  t.same(Object.values(hostFlags).map(([flag]) => flag).filter((flag) => !shown.has(flag)), [])
})
