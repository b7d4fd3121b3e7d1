import t from 'tap'
import { messagePlan } from '../../lib/wire/message-plan.ts'

t.test('a plan is made once', async (t) => {
  t.equal(messagePlan('TaskInfo'), messagePlan('TaskInfo'))
  t.equal(messagePlan('TaskInfo').byWireName.get('task_id')?.message, messagePlan('TaskID'))
})

t.test('a message may hold itself', async (t) => {
  const plan = messagePlan('ContainerID')
  t.equal(plan.byWireName.get('parent')?.message, plan)
})

t.test('a field is known by its number and by both its names', async (t) => {
  const plan = messagePlan('scheduler.Call')
  const field = plan.byId[1]!
  t.match(field, { name: 'frameworkId', wireName: 'framework_id', owner: 'mesos.v1.scheduler.Call', kind: 'message', required: false, repeated: false })
  t.equal(plan.byWireName.get('framework_id'), field)
  t.strictSame([plan.name, plan.fullName], ['Call', 'mesos.v1.scheduler.Call'])
})

t.test('an enum maps names and numbers', async (t) => {
  const field = messagePlan('TaskStatus').byWireName.get('state')!
  t.equal(field.kind, 'enum')
  t.equal(field.numbers.get('TASK_LOST'), 5)
  t.equal(field.names.get(5), 'TASK_LOST')
})

t.test('a map has an entry of key and value', async (t) => {
  const { entry } = messagePlan('TaskInfo').byWireName.get('limits')!
  t.match(entry?.fields, [{ id: 1, name: 'key', kind: 'string' }, { id: 2, name: 'value', kind: 'message', message: messagePlan('Value.Scalar') }])
  t.equal(messagePlan('TaskInfo').byWireName.get('name')?.entry, undefined)
})

t.test('a default is shown unless the field is deprecated', async (t) => {
  t.equal(messagePlan('CheckInfo').byWireName.get('delay_seconds')?.shownDefault, 15)
  t.equal(messagePlan('ContainerInfo.DockerInfo').byWireName.get('network')?.shownDefault, 'HOST')
  t.equal(messagePlan('Resource').byWireName.get('role')?.shownDefault, undefined)
  t.equal(messagePlan('Resource').byWireName.get('name')?.shownDefault, undefined)
})

t.test('an unknown message is refused', async (t) => {
  t.throws(() => messagePlan('Nothing'), { code: 'CONTAINERIZER_ERR_WIRE_INVALID' })
})
