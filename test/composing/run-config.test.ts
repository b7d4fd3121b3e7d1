import t from 'tap'
import { runConfig } from '../../lib/composing/run-config.ts'

const environment = { variables: [] }

t.test('an image with a shell command is a command task in a container', async t => {
  const config = runConfig('c1', '/sandbox', {
    image: 'busybox:1', command: 'echo $A', env: { A: 'b' }, user: 'nobody', cpus: 0.5, memory: 64, uris: [{ value: '/f' }], task: { labels: { labels: [] }, limits: { mem: { value: 128 } } }
  })
  const command = { shell: true, value: 'echo $A', user: 'nobody', uris: [{ value: '/f' }], environment: { variables: [{ name: 'A', value: 'b' }] } }
  const container = { type: 'DOCKER', docker: { image: 'busybox:1' } } as const
  const resources = [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.5 } }, { name: 'mem', type: 'SCALAR', scalar: { value: 64 } }] as const
  t.strictSame(config, {
    directory: '/sandbox',
    commandInfo: command,
    containerInfo: container,
    taskInfo: { name: 'c1', labels: { labels: [] }, limits: { mem: { value: 128 } }, taskId: { value: 'c1' }, agentId: { value: '' }, command, resources, container },
    resources,
    limits: { mem: { value: 128 } },
    user: 'nobody'
  })
})

t.test('a list is a program: its own name is an argument of a process, not of an entrypoint', async t => {
  t.strictSame(runConfig('c1', '/s', { image: 'i', command: ['/bin/echo', 'a'] }).commandInfo, { shell: false, value: '/bin/echo', arguments: ['a'], environment })
  t.strictSame(runConfig('c1', '/s', { container: { type: 'MESOS' }, command: ['/bin/echo', 'a'] }).commandInfo, { shell: false, value: '/bin/echo', arguments: ['/bin/echo', 'a'], environment })
  t.strictSame(runConfig('c1', '/s', { image: 'i' }).commandInfo, { shell: false, environment }, 'the image says')
  t.equal(runConfig('c1', '/s', { command: 'true', task: { name: 'web' } }).taskInfo?.name, 'web')
})
