import t from 'tap'
import { executorEnvironment } from '../../../lib/agent/executors/executor-environment.ts'
import { executorInfo, framework } from './stage.ts'

const record = { containerId: { value: 'c1' }, framework, executor: executorInfo, directory: '/sandbox', subscribed: false, everSent: false, tasks: [] }
const settings = {
  agentId: 'agent-S0',
  address: { ip: '127.0.0.1', port: 5051 },
  variables: { LANG: 'C', MESOS_EXECUTOR_ID: 'beaten' },
  shutdownGracePeriodMs: 5000,
  recoveryTimeoutMs: 900_000,
  reregistrationTimeoutMs: 2000
}

t.test('an executor is told who and where it is', async t => {
  t.strictSame(executorEnvironment(record, settings), {
    LANG: 'C',
    LIBPROCESS_PORT: '0',
    MESOS_FRAMEWORK_ID: 'f1',
    MESOS_EXECUTOR_ID: 'e1',
    MESOS_DIRECTORY: '/sandbox',
    MESOS_SLAVE_ID: 'agent-S0',
    MESOS_SLAVE_PID: 'slave(1)@127.0.0.1:5051',
    MESOS_AGENT_ENDPOINT: '127.0.0.1:5051',
    MESOS_CHECKPOINT: '1',
    MESOS_HTTP_COMMAND_EXECUTOR: '0',
    MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD: '5secs',
    MESOS_RECOVERY_TIMEOUT: '15mins',
    MESOS_SUBSCRIPTION_BACKOFF_MAX: '2secs'
  })
})

t.test('what does not concern it is left out, and its own grace and a token are in', async t => {
  const environment = executorEnvironment(
    { ...record, framework: { ...framework, checkpoint: false }, executor: { ...executorInfo, shutdownGracePeriod: { nanoseconds: 6e10 } } },
    { ...settings, address: { ip: '::1', port: 1 }, token: 'secret' })
  t.match(environment, {
    MESOS_CHECKPOINT: '0', MESOS_AGENT_ENDPOINT: '[::1]:1', MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD: '1mins', MESOS_EXECUTOR_AUTHENTICATION_TOKEN: 'secret'
  })
  t.notOk('MESOS_RECOVERY_TIMEOUT' in environment)
  t.notOk('MESOS_SUBSCRIPTION_BACKOFF_MAX' in environment)
})

t.test('an executor may bind to the address of the agent where it has that, unless the operator says another', async t => {
  const bound = (bind: string, variables = {}) => executorEnvironment(record, { ...settings, address: { ip: '127.0.0.1', port: 1, bind }, variables })['LIBPROCESS_IP']
  t.equal(bound('192.0.2.1'), '192.0.2.1')
  t.equal(bound('0.0.0.0'), '0.0.0.0')
  t.equal(bound('::1'), undefined)
  t.equal(bound('192.0.2.1', { LIBPROCESS_IP: '192.0.2.2' }), '192.0.2.2')
})
