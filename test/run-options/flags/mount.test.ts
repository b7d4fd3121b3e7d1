import t from 'tap'
import { mount } from '../../../lib/run-options/flags/mount.ts'
import { applyFlags } from './apply-flags.ts'

const apply = (value: string) => applyFlags({ mount }, `mount=${value}`).host.Mounts

for (const [value, expected] of [
  ['type=bind,src=/a,dst=/b,ro', { Type: 'bind', Source: '/a', Target: '/b', ReadOnly: true }],
  ['type=bind,source=/a,destination=/b,readonly=false,bind-propagation=rslave,bind-nonrecursive=true', { Type: 'bind', Source: '/a', Target: '/b', ReadOnly: false, BindOptions: { Propagation: 'rslave', NonRecursive: true } }],
  ['target=/b', { Type: 'volume', Target: '/b' }],
  ['source=v,target=/b,volume-nocopy,volume-label=a=1,volume-label=b,volume-driver=d,volume-opt=o=1,"volume-opt=p=x,y"', {
    Type: 'volume', Source: 'v', Target: '/b', VolumeOptions: { NoCopy: true, Labels: { a: '1', b: '' }, DriverConfig: { Name: 'd', Options: { o: '1', p: 'x,y' } } }
  }],
  ['source=v,target=/b,volume-opt=o=1', { Type: 'volume', Source: 'v', Target: '/b', VolumeOptions: { DriverConfig: { Options: { o: '1' } } } }],
  ['type=tmpfs,target=/b,tmpfs-size=1m,tmpfs-mode=1770', { Type: 'tmpfs', Target: '/b', TmpfsOptions: { SizeBytes: 2 ** 20, Mode: 0o1770 } }]
] as const) {
  t.test(`translates ${value}`, async (t) => t.strictSame(apply(value), [expected]))
}

for (const [value, message] of [
  ['"type=bind', 'has unbalanced quotes'],
  ['type=npipe,target=/b', 'must be of type bind, volume or tmpfs'],
  ['speed=1', 'has the unknown field "speed"'],
  ['type=bind,source=/a', 'must have an absolute target'],
  ['type=bind,target=/b', 'must have an absolute source'],
  ['type=tmpfs,source=/a,target=/b', 'a tmpfs has no source'],
  ['type=bind,source=/a,target=/b,volume-nocopy', 'has options of volume beside the type bind'],
  ['target=/b,bind-propagation=x', 'has an unknown propagation'],
  ['target=/b,readonly=x', 'has a field that must be true or false'],
  ['target=/b,volume-opt=x', 'has a volume-opt that is not key=value'],
  ['target=/b,tmpfs-size=x', 'has no valid tmpfs-size'],
  ['target=/b,tmpfs-mode=9', 'has no octal tmpfs-mode']
] as const) {
  t.test(`refuses ${value}`, async (t) => t.throws(() => apply(value), { message }))
}
