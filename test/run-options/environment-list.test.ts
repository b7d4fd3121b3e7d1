import t from 'tap'
import { environmentList } from '../../lib/run-options/environment-list.ts'
import type { Resource } from '../../types/index.ts'

const cpus: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }
const fixed = { name: 'mesos-1', mappedDirectory: '/mnt/s', resources: [] as Resource[] }

t.test('the agent overrides the command, the fixed variables override both, and all are sorted', async (t) => {
  const own = new Map([['Z', 'own'], ['B', 'own'], ['MESOS_SANDBOX', 'own']])
  t.same(environmentList(own, { B: 'given', MESOS_CONTAINER_NAME: 'given', A: '' }, fixed),
    ['A=', 'B=given', 'MESOS_CONTAINER_NAME=mesos-1', 'MESOS_SANDBOX=/mnt/s', 'Z=own'])
})

for (const [fact, resource, role] of [
  ['is the role of the first resource', { ...cpus, allocationInfo: { role: 'web' }, role: 'other' }, 'web'],
  ['falls back to the role of old', { ...cpus, role: 'old' }, 'old'],
  ['falls back to the default role', cpus, '*']
] as const) {
  t.test(`MESOS_ALLOCATION_ROLE ${fact}`, async (t) => {
    t.equal(environmentList(new Map(), {}, { ...fixed, resources: [resource, { ...cpus, role: 'x' }] })[0], `MESOS_ALLOCATION_ROLE=${role}`)
  })
}
