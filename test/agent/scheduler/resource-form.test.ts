import t from 'tap'
import { accounted, availableTo, offered } from '../../../lib/agent/scheduler/resource-form.ts'
import type { Resource } from '../../../types/mesos-v1.ts'

const cpus: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 1 } }

t.test('resources are accounted by plain role', async t => {
  t.strictSame(accounted(), [])
  t.strictSame(accounted([
    { ...cpus, allocationInfo: { role: 'a' } },
    { ...cpus, role: 'prod' },
    { ...cpus, reservations: [{ type: 'STATIC', role: 'prod' }, { type: 'DYNAMIC', role: 'prod/a' }] }
  ]).map(({ role, allocationInfo }) => [role, allocationInfo]), [['*', undefined], ['prod', undefined], ['prod/a', undefined]])
})

t.test('a framework is offered the form it understands', async t => {
  const held: Resource[] = [{ ...cpus, role: 'prod' }, { ...cpus, role: '*' }, cpus]
  t.strictSame(offered(held, 'prod', new Set()), [{ ...cpus, role: 'prod' }, { ...cpus, role: '*' }, { ...cpus, role: '*' }])
  const allocationInfo = { role: 'prod' }
  t.strictSame(offered(held, 'prod', new Set(['MULTI_ROLE', 'RESERVATION_REFINEMENT'])), [
    { ...cpus, reservations: [{ type: 'STATIC', role: 'prod' }], allocationInfo },
    { ...cpus, allocationInfo },
    { ...cpus, allocationInfo }
  ])
})

t.test('a role has what is reserved for it or above it, and what is reserved for nobody', async t => {
  const held: Resource[] = [cpus, { ...cpus, role: '*' }, { ...cpus, role: 'a' }, { ...cpus, role: 'a/b' }, { ...cpus, role: 'ab' }]
  t.strictSame(availableTo('a/b', held), held.slice(0, 4))
  t.strictSame(availableTo('a', held), held.slice(0, 3))
})
