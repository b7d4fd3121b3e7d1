import t from 'tap'
import { loadFlags } from '../../../lib/agent/flags/load-flags.ts'

const load = (...argv: string[]) => loadFlags({ argv: ['--work_dir=/w', ...argv], env: {} })

t.test('the defaults are the original\'s, save the documented ones', async t => {
  const { warnings, texts, ...flags } = await load()
  t.same(warnings, [])
  t.equal(texts['containerizers'], 'docker,mesos')
  t.same(flags, {
    authenticateHttpExecutors: false,
    cgroupsEnableCfs: false,
    cgroupsLimitSwap: false,
    containerDiskWatchInterval: 15_000,
    containerLogger: 'sandbox',
    containerLoggerCompress: false,
    containerLoggerFiles: 5,
    containerLoggerMaxSize: 10 * 1024 ** 2,
    containerizers: ['docker', 'mesos'],
    defaultRole: '*',
    destroyOnClose: false,
    diskWatchInterval: 60_000,
    dockerAllowSandboxCredentialHelpers: false,
    dockerImageHealth: false,
    dockerKeepCredentials: false,
    dockerKillOrphans: true,
    dockerLaunchesWhileDown: 'wait',
    dockerLimitDisk: false,
    dockerParallelPulls: 3,
    dockerPullBeginTimeout: 300_000,
    dockerPullStallTimeout: 120_000,
    dockerPullTimeout: 7_200_000,
    dockerPullTries: 5,
    dockerRemoveDelay: 0,
    dockerSocket: '/var/run/docker.sock',
    dockerStopTimeout: 0,
    dockerVerifyImageAccess: false,
    enforceContainerDiskQuota: false,
    engineLogMaxFiles: 5,
    engineLogMaxSize: 20 * 1024 ** 2,
    engineWait: 0,
    executorRegistrationTimeout: 60_000,
    executorReregistrationTimeout: 2000,
    executorShutdownGracePeriod: 5000,
    fetcherCacheSize: 2 * 1024 ** 3,
    fetcherMaxEntries: 1_000_000,
    fetcherMaxExpandedSize: 32 * 1024 ** 3,
    fetcherMaxRatio: 1000,
    fetcherStallTimeout: 60_000,
    fetcherTotalTimeout: 7_200_000,
    frameworksHome: '',
    gcDelay: 7 * 24 * 3_600_000,
    gcDiskHeadroom: 0.1,
    help: false,
    hostnameLookup: true,
    httpHeartbeatInterval: 15_000,
    ip: '127.0.0.1',
    loggingLevel: 'INFO',
    outputTimeout: 60_000,
    port: 5051,
    recover: 'reconnect',
    recoveryTimeout: 900_000,
    sandboxDirectory: '/mnt/mesos/sandbox',
    secretsDirectory: '/dev/shm',
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
  await t.rejects(load('--containerizers=mesos', '--docker_mesos_image=agent:1'), { message: "Flag 'docker_mesos_image' needs docker among the --containerizers" })
  await refused('--docker_socket=docker.sock', 'Invalid Docker socket path: docker.sock')
  await refused('--secrets_directory=shm', 'Flag \'secrets_directory\' must be an absolute path, not \'shm\'')
  await refused('--docker_parallel_pulls=0', 'Flag \'docker_parallel_pulls\' must be more than 0')
  await refused('--docker_pull_tries=0', 'Flag \'docker_pull_tries\' must be more than 0')
  await refused('--docker_pull_timeout=0ns', 'Flag \'docker_pull_timeout\' must be more than 0')
  await refused('--image_gc_config=[]', 'Flag \'image_gc_config\': must be object')
  await refused('--http_heartbeat_interval=0ns', 'Flag \'http_heartbeat_interval\' must be more than 0')
  await refused('--ip=localhost', 'Flag \'ip\' must be an IP address, not \'localhost\'')
  await refused('--executor_ip=bridge', 'Flag \'executor_ip\' must be an IP address, not \'bridge\'')
  await refused('--executor_reregistration_timeout=16mins', 'Flag \'executor_reregistration_timeout\' must be at most 15mins')
  await refused('--authenticate_http_executors', 'Flag \'jwt_secret_key\' is required with --authenticate_http_executors')
  await refused('--executor_environment_variables=[]', 'Flag \'executor_environment_variables\': it must be a JSON object')
  await refused('--port=65536', 'Flag \'port\' must be at most 65535, not 65536')
  await refused('--recover=never', 'Unknown option for \'recover\' flag never. Please run the agent with \'--help\' to see the valid options')
  await refused('--docker_launches_while_down=hope', 'Flag \'docker_launches_while_down\' must be wait or fail, not \'hope\'')
  await refused('--container_logger=printer', 'Flag \'container_logger\' must be sandbox or rotating, perhaps with +log or +journald, not \'printer\'')
  await refused('--container_logger_max_size=1KB', 'Flag \'container_logger_max_size\' must be at least 4096B')
  await refused('--container_logger_files=1001', 'Flag \'container_logger_files\' must be at most 1000')
  await refused('--gc_disk_headroom=1.1', "Invalid value '1.1' for --gc_disk_headroom. Must be between 0.0 and 1.0")
  await t.rejects(load('--container_logger=rotating+log', '--logging_level=ERROR'), { message: "Flag 'container_logger' is 'rotating+log', which logs at INFO: it needs --logging_level=INFO, not 'ERROR'" })
  await refused('--logging_level=LOUD', '\'LOUD\' is not a valid logging level')
  await refused('--default_container_dns=[]', 'Flag \'default_container_dns\': must be object')
  await refused('--docker_policy=docker', 'Failed to load flag \'docker_policy\': Failed to load value \'docker\': Failed to parse JSON: syntax error')
  await refused('--docker_policy={"colour":{}}', 'Flag \'docker_policy\': there is no rule \'colour\'')
  await refused('--default_container_info={}', 'Flag \'default_container_info\': Failed to convert JSON into ContainerInfo protobuf: Missing required fields: type')
})

t.test('well-formed objects pass', async t => {
  t.same((await load('--default_container_info={"type":"MESOS"}')).defaultContainerInfo, { type: 'MESOS' })
  t.equal((await load('--docker_policy=mesos')).dockerPolicy, 'mesos')
  t.match(await load('--executor_ip=127.0.0.2', '--authenticate_http_executors', '--jwt_secret_key=file:///key'), { executorIp: '127.0.0.2', jwtSecretKey: '/key' })
  t.same((await load('--default_container_dns={"docker":[]}')).defaultContainerDns, { docker: [] })
})

t.test('flags of the original that are not honoured are refused by name', async t => {
  for (const flag of ['isolation=cgroups/cpu', 'ip6=::1', 'http_command_executor']) {
    const [name] = flag.split('=') as [string]
    await t.rejects(load(`--${flag}`), { message: new RegExp(`^flag '${name}' is not supported: [^']+$`) })
  }
})

t.test('where libprocess is told to listen the agent listens, unless a flag says another address', async t => {
  const ip = async (env: Record<string, string>, ...argv: string[]) => (await loadFlags({ argv: ['--work_dir=/w', ...argv], env: { LIBPROCESS_IP: '127.0.0.2', ...env } })).ip
  t.equal(await ip({}), '127.0.0.2')
  t.equal(await ip({ MESOS_IP: '127.0.0.3' }), '127.0.0.3')
  t.equal(await ip({}, '--ip=127.0.0.4'), '127.0.0.4')
})
