import t from 'tap'
import { containerInfo } from '../../lib/execute/container-info.ts'
import { loadExecuteFlags } from '../../lib/execute/execute-flags.ts'

const info = async (...argv: string[]) => containerInfo(await loadExecuteFlags(['--master=a:1', '--name=a', '--command=true', ...argv]))

t.test('a plain command needs no container', async t => {
  t.equal(await info(), undefined)
})

t.test('the docker containerizer runs an image', async t => {
  t.same(await info('--containerizer=docker', '--docker_image=busybox'), { type: 'DOCKER', docker: { image: 'busybox' } })
})

t.test('a network of the user\'s and volumes go with it', async t => {
  t.same(await info('--containerizer=docker', '--docker_image=busybox', '--networks=net', '--volumes=[{"container_path":"/in","host_path":"/out","mode":"RW"}]'), {
    type: 'DOCKER',
    volumes: [{ containerPath: '/in', hostPath: '/out', mode: 'RW' }],
    networkInfos: [{ name: 'net' }],
    docker: { image: 'busybox', network: 'USER' }
  })
})

t.test('the mesos containerizer gets image, networks and volumes in its own form', async t => {
  t.same(await info('--docker_image=busybox'), { type: 'MESOS', mesos: { image: { type: 'DOCKER', docker: { name: 'busybox' } } } })
  t.same(await info('--networks=a,b'), { type: 'MESOS', networkInfos: [{ name: 'a' }, { name: 'b' }] })
  t.same(await info('--volumes=[{"container_path":"/in","mode":"RO"}]'), { type: 'MESOS', volumes: [{ containerPath: '/in', mode: 'RO' }] })
})

t.test('what cannot be is refused', async t => {
  await t.rejects(info('--containerizer=docker'), { message: '\'Docker\' containerizer requires docker image name' })
  await t.rejects(info('--containerizer=docker', '--docker_image=a', '--networks=a,b'), { message: '\'Docker\' containerizer can only support a single network' })
  await t.rejects(info('--containerizer=lxc'), { message: 'Unsupported containerizer: lxc' })
  await t.rejects(info('--volumes={}'), { message: 'Failed to convert \'--volumes\' to protobuf: Expected an array' })
  await t.rejects(info('--volumes=[{"mode":"RO"}]'), { code: 'CONTAINERIZER_ERR_WIRE_INVALID' })
})
