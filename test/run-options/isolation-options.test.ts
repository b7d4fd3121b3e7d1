import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { isolationOptions } from '../../lib/run-options/isolation-options.ts'
import type { ContainerConfig } from '../../types/index.ts'

const plan = (config: Partial<ContainerConfig>) => {
  const draft = newDraft('i')
  isolationOptions(draft, { directory: '/s', commandInfo: {}, ...config })
  return draft.body
}

t.test('nothing asked, nothing set', async (t) => {
  t.strictSame(plan({}), newDraft('i').body)
  t.strictSame(plan({ containerInfo: { type: 'DOCKER', docker: { image: 'i', privileged: false } } }), newDraft('i').body)
})

t.test('the user of the command is the user in the container', async (t) => t.equal(plan({ commandInfo: { user: 'nobody' } }).User, 'nobody'))

t.test('a terminal, with its size when that is given', async (t) => {
  const bare = plan({ containerInfo: { type: 'DOCKER', ttyInfo: {} } })
  t.match(bare, { Tty: true })
  t.equal(bare.HostConfig['ConsoleSize'], undefined)
  t.match(plan({ containerInfo: { type: 'DOCKER', ttyInfo: { windowSize: { rows: 24, columns: 80 } } } }), { Tty: true, HostConfig: { ConsoleSize: [24, 80] } })
})

t.test('privileges, namespaces, limits and devices', async (t) => {
  t.match(plan({
    taskInfo: { name: 'n', taskId: { value: 't' }, agentId: { value: 'a' } },
    containerInfo: { type: 'DOCKER', docker: { image: 'i', privileged: true }, linuxInfo: { shmSize: 1, shareCgroups: true }, rlimitInfo: { rlimits: [{ type: 'RLMT_CORE' }] } },
    resources: [{ name: 'gpus', type: 'SCALAR', scalar: { value: 1 } }]
  }).HostConfig, { Privileged: true, ShmSize: 2 ** 20, Ulimits: [{ Name: 'core' }], DeviceRequests: [{ Count: 1 }] })
})
