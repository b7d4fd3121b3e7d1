import t from 'tap'
import { executorVariables } from '../../lib/docker-executor/executor-variables.ts'

const least = { MESOS_SLAVE_ID: 'S0', MESOS_AGENT_ENDPOINT: '127.0.0.1:5051', MESOS_FRAMEWORK_ID: 'f', MESOS_EXECUTOR_ID: 'e' }
const refused = (message: string | RegExp) => ({ code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })

t.test('what the agent says is read, the rest is as the original has it', async t => {
  t.same(executorVariables(least), {
    agentId: 'S0', endpoint: '127.0.0.1:5051', frameworkId: 'f', executorId: 'e', token: undefined, recoveryTimeoutMs: null, backoffMaxMs: 2000, shutdownGraceMs: 5000
  })
  t.match(executorVariables({
    ...least, MESOS_CHECKPOINT: '1', MESOS_SUBSCRIPTION_BACKOFF_MAX: '1secs', MESOS_EXECUTOR_SHUTDOWN_GRACE_PERIOD: '3secs', MESOS_EXECUTOR_AUTHENTICATION_TOKEN: 'x'
  }), { recoveryTimeoutMs: 900_000, backoffMaxMs: 1000, shutdownGraceMs: 3000, token: 'x' })
  t.equal(executorVariables({ ...least, MESOS_CHECKPOINT: '1', MESOS_RECOVERY_TIMEOUT: '1mins' }).recoveryTimeoutMs, 60_000)
})

t.test('a variable that is missing or no duration is named', async t => {
  t.throws(() => executorVariables({ ...least, MESOS_FRAMEWORK_ID: '' }), refused("Expecting 'MESOS_FRAMEWORK_ID' to be set in the environment"))
  t.throws(() => executorVariables({ ...least, MESOS_SUBSCRIPTION_BACKOFF_MAX: '1x' }), refused(/^Failed to parse value '1x' of 'MESOS_SUBSCRIPTION_BACKOFF_MAX': /))
})
