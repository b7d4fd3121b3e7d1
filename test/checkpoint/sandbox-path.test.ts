import t from 'tap'
import { runsPath, sandboxPath, standaloneSandboxPath } from '../../lib/checkpoint/sandbox-path.ts'

const ids = { workDir: '/var/lib/mesos', agentId: 'S0', frameworkId: 'F0', executorId: 'E 0', containerId: 'C0' }

t.test('a sandbox lies where the original\'s lies', async (t) => {
  t.equal(runsPath(ids), '/var/lib/mesos/slaves/S0/frameworks/F0/executors/E 0/runs')
  t.equal(sandboxPath(ids), '/var/lib/mesos/slaves/S0/frameworks/F0/executors/E 0/runs/C0')
  t.equal(standaloneSandboxPath(ids), '/var/lib/mesos/containers/C0')
})

t.test('an id that leaves its place is refused by name', async (t) => {
  for (const name of ['agent', 'framework', 'executor', 'container'] as const) {
    t.throws(() => sandboxPath({ ...ids, [`${name}Id`]: '..' }),
      { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `Invalid ${name} id: '..' is disallowed` })
  }
})
