import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { volumeOptions } from '../../lib/run-options/volume-options.ts'
import type { Volume } from '../../types/index.ts'

const plan = (volume?: object, driver?: string) => {
  const draft = newDraft('i')
  const volumes = volume === undefined ? {} : { volumes: [{ mode: 'RW', containerPath: '/c', ...volume } as Volume] }
  const docker = { image: 'i', ...(driver === undefined ? {} : { volumeDriver: driver }) }
  volumeOptions(draft, { directory: '/host/s', commandInfo: {}, containerInfo: { type: 'DOCKER', docker, ...volumes } }, '/sandbox')
  return draft.host
}

t.test('the sandbox is mounted read-write, as the last one', async (t) => {
  const sandbox = { Type: 'bind', Source: '/host/s', Target: '/sandbox', ReadOnly: false }
  t.same(plan().Mounts, [sandbox])
  t.same(plan({ hostPath: '/a:b' }).Mounts?.[1], sandbox)
})

t.test('a container that is not described has its sandbox', async (t) => {
  const draft = newDraft('i')
  volumeOptions(draft, { directory: '/host/s', commandInfo: {} }, '/sandbox')
  t.equal(draft.host.Mounts?.length, 1)
})

for (const [fact, volume, bind] of [
  ['absolute paths', { hostPath: '/a' }, '/a:/c:rw'],
  ['read-only', { hostPath: '/a', mode: 'RO' }, '/a:/c:ro'],
  ['a relative container path is below the sandbox', { hostPath: '/a', containerPath: 'x/y' }, '/a:/sandbox/x/y:rw'],
  ['a relative host path is below the sandbox', { hostPath: 'x' }, '/host/s/x:/c:rw'],
  ['SANDBOX_PATH SELF', { source: { type: 'SANDBOX_PATH', sandboxPath: { type: 'SELF', path: 'x' } } }, '/host/s/x:/c:rw']
] as const) {
  t.test(fact, async (t) => t.same(plan(volume).Binds, [bind]))
}

for (const [fact, volume, driver, mount] of [
  ['a relative host path with a volume driver is the name of a volume', { hostPath: 'v' }, 'd', { Type: 'volume', Source: 'v', Target: '/c', ReadOnly: false, VolumeOptions: { DriverConfig: { Name: 'd', Options: {} } } }],
  ['DOCKER_VOLUME', { source: { type: 'DOCKER_VOLUME', dockerVolume: { name: 'v' } }, mode: 'RO' }, undefined, { Type: 'volume', Source: 'v', Target: '/c', ReadOnly: true }],
  ['DOCKER_VOLUME has its own driver and options', { source: { type: 'DOCKER_VOLUME', dockerVolume: { name: 'v', driver: 'nfs', driverOptions: { parameter: [{ key: 'a', value: 'b' }] } } } }, 'd', { Type: 'volume', Source: 'v', Target: '/c', ReadOnly: false, VolumeOptions: { DriverConfig: { Name: 'nfs', Options: { a: 'b' } } } }],
  ['driver options without a driver are for the local one', { source: { type: 'DOCKER_VOLUME', dockerVolume: { name: 'v', driverOptions: { parameter: [{ key: 'a', value: 'b' }] } } } }, undefined, { Type: 'volume', Source: 'v', Target: '/c', ReadOnly: false, VolumeOptions: { DriverConfig: { Name: 'local', Options: { a: 'b' } } } }],
  ['HOST_PATH must exist', { source: { type: 'HOST_PATH', hostPath: { path: '/a' } } }, undefined, { Type: 'bind', Source: '/a', Target: '/c', ReadOnly: false, BindOptions: {} }],
  ['HOST_PATH, mounts of the host show', { source: { type: 'HOST_PATH', hostPath: { path: '/a', mountPropagation: { mode: 'HOST_TO_CONTAINER' } } } }, undefined, { Type: 'bind', Source: '/a', Target: '/c', ReadOnly: false, BindOptions: { Propagation: 'rslave' } }],
  ['HOST_PATH, mounts show both ways', { source: { type: 'HOST_PATH', hostPath: { path: '/a', mountPropagation: { mode: 'BIDIRECTIONAL' } } } }, undefined, { Type: 'bind', Source: '/a', Target: '/c', ReadOnly: false, BindOptions: { Propagation: 'rshared' } }]
] as const) {
  t.test(fact, async (t) => {
    const host = plan(volume, driver)
    t.strictSame(host.Mounts?.[0], mount)
    t.equal(host.VolumeDriver, driver)
  })
}

for (const [fact, volume, message] of [
  ['two relative paths', { hostPath: 'a', containerPath: 'c' }, /Both host_path 'a' and container_path 'c' of a volume are relative/],
  ['a relative container path that leaves the sandbox', { hostPath: '/a', containerPath: '../c' }, /^container\.volumes\[0\]\.containerPath "\.\.\/c"/],
  ['a relative host path that leaves the sandbox', { hostPath: '../a' }, /^container\.volumes\[0\]\.hostPath "\.\.\/a"/],
  ['host path and source', { hostPath: '/a', source: { type: 'HOST_PATH' } }, /Only one of them should be set/],
  ['an image', { image: { type: 'DOCKER' } }, /^container\.volumes\[0\]\.image: /],
  ['nothing to show', {}, /Host path or volume source is required/],
  ['a relative HOST_PATH', { source: { type: 'HOST_PATH', hostPath: { path: 'a' } } }, /hostPath\.path "a": must be absolute/],
  ['an unknown propagation', { source: { type: 'HOST_PATH', hostPath: { path: '/a', mountPropagation: { mode: 'UNKNOWN' } } } }, /mountPropagation\.mode "UNKNOWN"/],
  ['SANDBOX_PATH PARENT', { source: { type: 'SANDBOX_PATH', sandboxPath: { type: 'PARENT', path: 'a' } } }, /sandboxPath\.type "PARENT": only SELF/],
  ['SANDBOX_PATH without type', { source: { type: 'SANDBOX_PATH', sandboxPath: { path: 'a' } } }, /sandboxPath\.type "UNKNOWN"/],
  ['an absolute SANDBOX_PATH', { source: { type: 'SANDBOX_PATH', sandboxPath: { type: 'SELF', path: '/a' } } }, /sandboxPath\.path "\/a"/],
  ['a SANDBOX_PATH outside', { source: { type: 'SANDBOX_PATH', sandboxPath: { type: 'SELF', path: '../a' } } }, /sandboxPath\.path/],
  ['SECRET where there is no place for it', { source: { type: 'SECRET' } }, /source\.type "SECRET": there is no place for files of secrets here/],
  ['CSI_VOLUME', { source: { type: 'CSI_VOLUME' } }, /source\.type "CSI_VOLUME": is not supported/],
  ['a source without type', { source: {} }, /source\.type "UNKNOWN": is not supported/],
  ['DOCKER_VOLUME without body', { source: { type: 'DOCKER_VOLUME' } }, /no body of this type/],
  ['HOST_PATH without body', { source: { type: 'HOST_PATH' } }, /no body of this type/],
  ['SANDBOX_PATH without body', { source: { type: 'SANDBOX_PATH' } }, /no body of this type/]
] as const) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => plan(volume), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}

t.test('a SECRET is a file beside the others of its container, never a value', async (t) => {
  const draft = newDraft('i')
  const source = { type: 'SECRET' as const, secret: { type: 'VALUE' as const, value: { data: Buffer.from('hush') } } }
  const volumes = [{ containerPath: '/a', hostPath: '/a', mode: 'RO' as const }, { containerPath: 'in/s', mode: 'RO' as const, source }]
  const containerInfo = { type: 'DOCKER' as const, docker: { image: 'i' }, volumes }
  volumeOptions(draft, { directory: '/host/s', commandInfo: {}, containerInfo }, '/sandbox', { directory: '/memory/c', references: false })
  t.strictSame(draft.host.Mounts?.[0], { Type: 'bind', Source: '/memory/c/1', Target: '/sandbox/in/s', ReadOnly: true })
})
