import t from 'tap'
import { agentResources } from '../../../lib/agent/flags/agent-resources.ts'
import { defaultResources } from '../../../lib/agent/flags/default-resources.ts'

const machine = { cpus: 8, memBytes: 2 ** 33, diskBytes: 2 ** 40 }

t.test('without a flag everything is detected', async t => {
  t.same(agentResources(undefined, machine, '*'), defaultResources(machine))
})

t.test('what the flag names is not detected, in any role', async t => {
  t.same(agentResources('cpus(dev):2;ports:[1-2];bugs:{a}', machine, '*').map(({ name, role }) => `${name} ${role}`),
    ['cpus dev', 'ports *', 'bugs *', 'mem *', 'disk *'])
})

t.test('a mention of nothing keeps the resource out', async t => {
  t.same(agentResources('disk:0;ports:[];bugs:{}', machine, '*').map(({ name }) => name), ['cpus', 'mem'])
})
