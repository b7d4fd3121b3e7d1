import t from 'tap'
import { loadFlags } from '../../../lib/agent/flags/load-flags.ts'

const load = (...argv: string[]) => loadFlags({ argv: ['--work_dir=/w', ...argv], env: {} })

t.test('the defaults are the original\'s, save the documented ones', async t => {
  const { warnings, texts, ...flags } = await load()
  t.same(warnings, [])
  t.equal(texts['containerizers'], 'docker,mesos')
  t.same(flags, {
    cgroupsEnableCfs: false,
    containerizers: ['docker', 'mesos'],
    defaultRole: '*',
    destroyOnClose: false,
    diskWatchInterval: 60_000,
    dockerKillOrphans: true,
    dockerRemoveDelay: 0,
    dockerSocket: '/var/run/docker.sock',
    dockerStopTimeout: 0,
    engineWait: 0,
    executorRegistrationTimeout: 60_000,
    executorReregistrationTimeout: 2000,
    executorShutdownGracePeriod: 5000,
    fetcherCacheDir: '/tmp/mesos/fetch',
    fetcherCacheSize: 2 ** 31,
    fetcherStallTimeout: 60_000,
    frameworksHome: '',
    gcDelay: 604_800_000,
    gcDiskHeadroom: 0.1,
    help: false,
    hostnameLookup: true,
    httpHeartbeatInterval: 30_000,
    ip: '127.0.0.1',
    loggingLevel: 'INFO',
    maxCompletedExecutorsPerFramework: 150,
    port: 5051,
    recover: 'reconnect',
    recoveryTimeout: 900_000,
    sandboxDirectory: '/mnt/mesos/sandbox',
    strict: true,
    switchUser: true,
    version: false,
    workDir: '/w'
  })
})

t.test('values that break a rule are refused in one line', async t => {
  const refused = (flag: string, message: string) => t.rejects(load(flag), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  await refused('--containerizers=docker,docker', 'Duplicate entries found in --containerizer flag \'docker,docker\'')
  await refused('--containerizers=', 'Flag \'containerizers\' names no containerizer')
  await refused('--docker_socket=docker.sock', 'Invalid Docker socket path: docker.sock')
  await refused('--executor_reregistration_timeout=16secs', 'Expected `--executor_reregistration_timeout` to be not more than 15secs')
  await refused('--gc_disk_headroom=1.1', 'Invalid value \'1.1\' for --gc_disk_headroom. Must be between 0.0 and 1.0')
  await refused('--gc_disk_headroom=-0.1', 'Invalid value \'-0.1\' for --gc_disk_headroom. Must be between 0.0 and 1.0')
  await refused('--port=65536', 'Flag \'port\' must be at most 65535, not 65536')
  await refused('--recover=never', 'Unknown option for \'recover\' flag never. Please run the agent with \'--help\' to see the valid options')
  await refused('--logging_level=LOUD', '\'LOUD\' is not a valid logging level')
  await refused('--docker_config=[]', 'Flag \'docker_config\' must be a JSON object')
  await refused('--default_container_info=null', 'Flag \'default_container_info\' must be a JSON object')
  await refused('--executor_environment_variables={"A":1}', '`executor_environment_variables` must only contain string values')
})

t.test('well-formed objects pass', async t => {
  t.same((await load('--executor_environment_variables={"A":"1"}')).executorEnvironmentVariables, { A: '1' })
})

t.test('flags of the original that are not honoured are refused by name', async t => {
  await t.rejects(load('--isolation=cgroups/cpu'), { message: /^flag 'isolation' is not supported: / })
})
