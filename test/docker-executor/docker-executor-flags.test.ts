import t from 'tap'
import { loadDockerExecutorFlags } from '../../lib/docker-executor/docker-executor-flags.ts'

const least = ['--container=c', '--sandbox_directory=/s', '--mapped_directory=/m']
const refused = (message: string | RegExp) => ({ code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })

t.test('a command line of the original is understood, and what is not used is said', async t => {
  const flags = await loadDockerExecutorFlags([
    ...least, '--docker=docker', '--launcher_dir=/usr/libexec/mesos', '--docker_socket=/run/d.sock', '--stop_timeout=2secs', '--cgroups_enable_cfs=true',
    '--task_environment={"A":"1"}', '--default_container_dns={"docker":[{"network_mode":"BRIDGE","dns":{"nameservers":["10.0.0.1"]}}]}'
  ])
  t.match(flags, {
    container: 'c',
    dockerSocket: '/run/d.sock',
    stopTimeout: 2000,
    cgroupsEnableCfs: true,
    taskEnvironment: { A: '1' },
    containerLabels: {},
    defaultContainerDns: [{ network: 'BRIDGE', nameservers: ['10.0.0.1'] }],
    dockerPolicy: {},
    warnings: ['--docker is not used', '--launcher_dir is not used']
  })
  t.equal(flags.texts['task_environment'], '(hidden)')
})

t.test('of the environment only what is for the task is read', async t => {
  const env = { MESOS_TASK_ENVIRONMENT: '{"A":"2"}', MESOS_STOP_TIMEOUT: '5secs' }
  t.match(await loadDockerExecutorFlags(least, env), { taskEnvironment: { A: '2' }, stopTimeout: 0, warnings: [], texts: { task_environment: '(hidden)' } })
  t.match(await loadDockerExecutorFlags([...least, '--task_environment={"A":"1"}'], env), { taskEnvironment: { A: '1' } })
  t.same((await loadDockerExecutorFlags(least)).taskEnvironment, {})
})

t.test('what is missing, unknown or wrong is refused', async t => {
  await t.rejects(loadDockerExecutorFlags(least.slice(1)), refused("Flag 'container' is required, but it was not provided"))
  await t.rejects(loadDockerExecutorFlags([...least, '--grace=1']), refused("Failed to load unknown flag 'grace'"))
  await t.rejects(loadDockerExecutorFlags([...least, '--container_logger=sandbox+log']), refused("Flag 'container_logger': '+log' is the agent's, this program has no log but the sandbox"))
  await t.rejects(loadDockerExecutorFlags([...least, '--container_logger=x']), refused("Flag 'container_logger' must be sandbox or rotating, perhaps with +log or +journald, not 'x'"))
  await t.rejects(loadDockerExecutorFlags([...least, '--logging_level=x']), refused("'x' is not a valid logging level"))
  await t.rejects(loadDockerExecutorFlags([...least, '--container_labels={"a":1}']), refused("Flag 'container_labels': the value of 'a' must be a text"))
})

t.test('what an agent refuses is refused here too', async t => {
  const rules = {
    '--container_logger_max_size=1KB': "Flag 'container_logger_max_size' must be at least 4096B",
    '--container_logger_files=1001': "Flag 'container_logger_files' must be at most 1000",
    '--engine_log_max_size=65535B': "Flag 'engine_log_max_size' must be at least 65536B",
    '--engine_log_max_files=1': "Flag 'engine_log_max_files' must be at least 2",
    '--container_disk_watch_interval=0ns': "Flag 'container_disk_watch_interval' must be more than 0",
    '--output_timeout=0ns': "Flag 'output_timeout' must be more than 0"
  }
  for (const [flag, rule] of Object.entries(rules)) await t.rejects(loadDockerExecutorFlags([...least, flag]), refused(rule))
})
