import t from 'tap'
import { deviceFlags } from '../../../lib/run-options/flags/devices.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (...pairs: string[]) => applyFlags(deviceFlags, ...pairs)

const accepted = [
  [['device=/dev/null'], { host: { Devices: [{ PathOnHost: '/dev/null', PathInContainer: '/dev/null', CgroupPermissions: 'rwm' }] } }],
  [['device=/dev/null:r'], { host: { Devices: [{ PathInContainer: '/dev/null', CgroupPermissions: 'r' }] } }],
  [['device=/dev/null:/dev/x'], { host: { Devices: [{ PathInContainer: '/dev/x', CgroupPermissions: 'rwm' }] } }],
  [['device=/dev/null:/dev/x:rw'], { host: { Devices: [{ PathInContainer: '/dev/x', CgroupPermissions: 'rw' }] } }],
  [['device-cgroup-rule=c 13:* rwm'], { host: { DeviceCgroupRules: ['c 13:* rwm'] } }],
  [['gpus=all'], { host: { DeviceRequests: [{ Count: -1, Capabilities: [['gpu']] }] } }],
  [['gpus=2,driver=nvidia'], { host: { DeviceRequests: [{ Count: 2, Driver: 'nvidia' }] } }],
  [['gpus="device=0,1"'], { host: { DeviceRequests: [{ Count: 0, DeviceIDs: ['0', '1'] }] } }],
  [['gpus="capabilities=compute,utility"'], { host: { DeviceRequests: [{ Count: 1, Capabilities: [['compute', 'utility', 'gpu']] }] } }]
] as const

const refused = [
  [['device=null'], 'must be host-path[:container-path][:rwm]'],
  [['device=/a:/b:r:w'], 'must be host-path[:container-path][:rwm]'],
  [['device=/a:/b:rr'], 'has a mode that is not made of r, w and m'],
  [['device=/a:b'], 'must have an absolute path in the container'],
  [['device-cgroup-rule=x'], 'must be like "c 13:* rwm"'],
  [['gpus="1'], 'has unbalanced quotes'],
  [['gpus=driver=x,2'], 'must be a count or key=value pairs'],
  [['gpus=x'], 'must have a whole number, or all, as count'],
  [['gpus=speed=1'], 'knows count, device, driver and capabilities only']
] as const

for (const [pairs, expected] of accepted) {
  t.test(`translates ${pairs.join(' ')}`, async (t) => t.match(apply(...pairs), expected))
}

for (const [pairs, message] of refused) {
  t.test(`refuses ${pairs.join(' ')}`, async (t) => t.throws(() => apply(...pairs), { message }))
}
