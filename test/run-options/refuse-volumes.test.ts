import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { refuseVolumes } from '../../lib/run-options/refuse-volumes.ts'

const check = (mount: object) => {
  const draft = newDraft('i')
  draft.host.Mounts = [{ Target: '/t', ...mount }]
  refuseVolumes(draft, (path) => path === '/there', ['/made'])
}
const local = (Options: object, Name?: string) => ({ Type: 'volume', Source: 'vol', VolumeOptions: { DriverConfig: { ...(Name === undefined ? {} : { Name }), Options } } })

t.test('a draft without mounts passes', async () => refuseVolumes(newDraft('i'), () => false, []))

for (const [fact, mount] of [
  ['a path that is there', { Type: 'bind', Source: '/there' }],
  ['a path that will be made', { Type: 'bind', Source: '/made' }],
  ['a path that comes along', { Type: 'bind', Source: '/new', BindOptions: { CreateMountpoint: true } }],
  ['a tmpfs', { Type: 'tmpfs' }],
  ['a volume without a name', { Type: 'volume' }],
  ['a named volume', { Type: 'volume', Source: 'a.b', ReadOnly: true }],
  ['any name with a driver of its own', { Type: 'volume', Source: 'a', VolumeOptions: { DriverConfig: { Name: 'nfs', Options: { any: '1' } } } }],
  ['options of the local driver', local({ type: 'tmpfs', device: 'tmpfs', o: 'size=1m' }, 'local')],
  ['a size alone', local({ size: '1G' }, '')]
] as const) {
  t.test(`lets ${fact} pass`, async (t) => t.doesNotThrow(() => check(mount)))
}

for (const [fact, mount, message] of [
  ['a path that is not there', { Type: 'bind', Source: '/new', BindOptions: {} }, 'volume /t "/new": there is no such path on the host'],
  ['a read-only volume without a name', { Type: 'volume', ReadOnly: true }, 'volume /t "": a volume without a name cannot be read-only'],
  ['a name of one letter', { Type: 'volume', Source: 'a' }, /^volume \/t "a": the name of a volume must match/],
  ['an unknown option', local({ speed: 'high' }), 'volume /t option "speed": the local volume driver does not have it'],
  ['an option without its company', local({ type: 'tmpfs' }), 'volume /t option "type": needs the option device beside it']
] as const) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => check(mount), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}
