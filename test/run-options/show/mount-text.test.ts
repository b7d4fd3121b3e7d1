import t from 'tap'
import { newDraft } from '../../../lib/run-options/draft.ts'
import { mount } from '../../../lib/run-options/flags/mount.ts'
import { mountText } from '../../../lib/run-options/show/mount-text.ts'

t.test('the flag makes the same mount again', async (t) => {
  for (const one of [
    { Type: 'bind', Source: '/a,b', Target: '/q"q', ReadOnly: true, BindOptions: { Propagation: 'rslave', NonRecursive: true } },
    { Type: 'volume', Source: 'v', Target: '/v', VolumeOptions: { NoCopy: true, Labels: { a: 'b=c' }, DriverConfig: { Name: 'local', Options: { type: 'nfs', o: 'addr=1,ro' } } } },
    { Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1024, Mode: 0o700 } }
  ]) {
    const draft = newDraft('i')
    mount(draft, mountText(one), (rule) => { throw new Error(rule) })
    t.same(draft.host.Mounts, [one])
  }
  t.equal(mountText({ Type: 'bind', Source: '/a', Target: '/b', ReadOnly: false }), 'type=bind,source=/a,target=/b')
})
