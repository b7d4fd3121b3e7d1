import t from 'tap'
import { messagePlan } from '../../lib/wire/message-plan.ts'
import { missingFields } from '../../lib/wire/missing-fields.ts'

t.test('a complete message lacks nothing', async (t) => {
  t.strictSame(missingFields(messagePlan('ContainerID'), { value: 'a', parent: { value: 'b' } }), [])
})

t.test('null is unset', async (t) => {
  t.strictSame(missingFields(messagePlan('ContainerID'), { value: null, parent: null }), ['value'])
})

t.test('paths go through messages, lists and maps', async (t) => {
  t.strictSame(missingFields(messagePlan('TaskInfo'), {
    name: 'n',
    agentId: {},
    resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }, { scalar: {} }],
    limits: { cpus: { value: 1 }, mem: {} }
  }), ['task_id', 'agent_id.value', 'resources[1].name', 'resources[1].type', 'resources[1].scalar.value', 'limits[mem].value'])
})
