import t from 'tap'
import { loadDockerExecutorFlags } from '../../lib/docker-executor/docker-executor-flags.ts'
import { dockerContainerizerSchema } from '../../lib/plugins/docker-containerizer-options.ts'
import type { DockerContainerizerOptions, ReadDockerOptions } from '../../lib/plugins/docker-containerizer-options.ts'
import { executorForm } from '../../lib/plugins/executor-form.ts'
import { readOptions } from '../../lib/plugins/read-options.ts'

const read = (over: Partial<DockerContainerizerOptions> = {}) => executorForm(
  readOptions<ReadDockerOptions>('dockerContainerizer', dockerContainerizerSchema, { workDir: '/w', dockerMesosImage: 'agent:1', ...over }), () => ({}))
const flagsOf = (over: Partial<DockerContainerizerOptions> = {}) => loadDockerExecutorFlags([...read(over)!.flags, '--container=c', '--sandbox_directory=/s'])

t.test('executors understand what the options of their containerizer say', async t => {
  t.match(await flagsOf(), { workDir: '/w', mappedDirectory: '/mnt/mesos/sandbox', dockerSocket: '/var/run/docker.sock', containerLogger: 'sandbox', keepContainer: true, onlyAllowedHostPaths: true, stopTimeout: 0, dockerPolicy: {}, defaultContainerDns: [] })
  const defaultDns = [{ network: 'BRIDGE' as const, nameservers: ['10.0.0.1'] }, { network: 'USER' as const, networkName: 'n', search: ['x'] }]
  t.match(await flagsOf({
    stopTimeoutMs: 1500, cgroupsEnableCfs: true, policy: { images: { allow: ['a'] } }, defaultDns, containerLogger: 'rotating', rotation: { maxBytes: 5000 }, engineLogMaxBytes: 70_000, enforceDiskQuota: true, diskWatchIntervalMs: 2500
  }), {
    enforceContainerDiskQuota: true, containerDiskWatchInterval: 2500, stopTimeout: 1500, cgroupsEnableCfs: true, dockerPolicy: { images: { allow: ['a'] } }, defaultContainerDns: defaultDns, containerLogger: 'rotating', containerLoggerMaxSize: 5000, containerLoggerFiles: 5, engineLogMaxSize: 70_000
  })
  t.equal((await flagsOf({ policy: 'mesos' })).dockerPolicy, 'mesos')
})

t.test('without an image there are none', async t => {
  t.equal(executorForm(readOptions<ReadDockerOptions>('dockerContainerizer', dockerContainerizerSchema, { workDir: '/w' }), () => ({})), undefined)
})

t.test('what cannot go along is refused', async t => {
  const refused = (message: string) => ({ code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: `dockerContainerizer: with dockerMesosImage ${message}` })
  t.throws(() => read({ containerLogger: { open: async () => { throw new Error() } } }), refused('containerLogger must be sandbox or rotating: an executor has no log of the host'))
  t.throws(() => read({ containerLogger: 'sandbox+journald' }), { message: /must be sandbox or rotating/ })
  t.throws(() => read({ hooks: [{ onStatus: () => ({}) }] }), refused('hooks must have no onStatus: executors tell the agent of their tasks, not the containerizer'))
  t.ok(read({ hooks: [{}] }))
})
