import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { readBootId } from '../../lib/util/read-process.ts'

const config = { directory: '/sandbox', commandInfo: {} }

t.test('the engine\'s name is made of the agent and the container', async (t) => {
  const containerId = { value: 'c-1' }
  t.strictSame(dockerRun('agent-S0', containerId, config, {}), {
    containerId, config, name: 'mesos-agent-S0-c-1', taskKillingState: false, shutdownGracePeriodMs: 5000, bootId: readBootId()
  })
})

t.test('what the agent says about kills is kept with it', async (t) => {
  const run = dockerRun('agent-S0', { value: 'c' }, config, { taskKillingState: true, shutdownGracePeriodMs: 0 })
  t.match(run, { taskKillingState: true, shutdownGracePeriodMs: 0 })
})

t.test('an id that cannot be part of a name is refused with field, value and rule', async (t) => {
  for (const value of ['a/b', 'a b', 'ä', 'a\nb', '../x']) {
    t.throws(() => dockerRun('agent-S0', { value }, config, {}), {
      code: 'CONTAINERIZER_ERR_CONFIG_INVALID',
      message: `container_id.value: '${value}' must match ^[a-zA-Z0-9][a-zA-Z0-9_.-]+$, it becomes part of a Docker name`
    })
  }
})
