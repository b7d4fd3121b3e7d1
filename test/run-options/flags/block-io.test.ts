import t from 'tap'
import { blockIoFlags } from '../../../lib/run-options/flags/block-io.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(blockIoFlags, ...pairs)

const accepted = [
  [['device-read-bps=/dev/sda:1m', 'device-read-bps=/dev/sdb:2m'], { host: { BlkioDeviceReadBps: [{ Path: '/dev/sda', Rate: 2 ** 20 }, { Path: '/dev/sdb', Rate: 2 ** 21 }] } }],
  [['device-write-bps=/dev/sda:1k'], { host: { BlkioDeviceWriteBps: [{ Rate: 1024 }] } }],
  [['device-read-iops=/dev/sda:5', 'device-write-iops=/dev/sda:6'], { host: { BlkioDeviceReadIOps: [{ Rate: 5 }], BlkioDeviceWriteIOps: [{ Rate: 6 }] } }],
  [['blkio-weight-device=/dev/sda:10'], { host: { BlkioWeightDevice: [{ Path: '/dev/sda', Weight: 10 }] } }]
] as const

const refused = [
  [['device-read-bps=/sda:1m'], 'must be /dev/<device>:<value>'],
  [['device-read-bps=/dev/sda:x'], 'has no valid value after the colon'],
  [['device-read-iops=/dev/sda:-1'], 'has no valid value after the colon'],
  [['blkio-weight-device=/dev/sda:9'], 'has no valid value after the colon'],
  [['blkio-weight-device=/dev/sda:1001'], 'has no valid value after the colon'],
  [['blkio-weight-device=/dev/sda:x'], 'has no valid value after the colon']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
