import t from 'tap'
import { bindVolume } from '../../lib/run-options/bind-volume.ts'
import type { BindVolume } from '../../lib/run-options/bind-volume.ts'
import { newDraft } from '../../lib/run-options/draft.ts'

const plan = (volume: Partial<BindVolume>) => {
  const draft = newDraft('i')
  bindVolume(draft, { source: '/a', target: '/b', readOnly: false, ...volume })
  return { binds: draft.host.Binds, mounts: draft.host.Mounts }
}

t.test('is a bind string, so that the engine makes a missing directory', async (t) => {
  t.same(plan({}), { binds: ['/a:/b:rw'], mounts: undefined })
  t.same(plan({ readOnly: true }).binds, ['/a:/b:ro'])
})

t.test('is a mount where a path holds a colon, and still makes the directory where the engine can', async (t) => {
  t.same(plan({ source: '/a:1' }), { binds: undefined, mounts: [{ Type: 'bind', Source: '/a:1', Target: '/b', ReadOnly: false, BindOptions: { CreateMountpoint: true } }] })
  t.match(plan({ target: '/b:1' }).mounts, [{ Target: '/b:1' }])
})

t.test('is a mount where the host path must exist', async (t) => {
  t.strictSame(plan({ mustExist: true, propagation: 'rslave' }).mounts, [{ Type: 'bind', Source: '/a', Target: '/b', ReadOnly: false, BindOptions: { Propagation: 'rslave' } }])
})
