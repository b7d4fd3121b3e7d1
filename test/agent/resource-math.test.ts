import t from 'tap'
import fc from 'fast-check'
import { addResources, containsResources, scalar, subtractResources } from '../../lib/agent/resource-math.ts'
import type { Resource } from '../../types/mesos-v1.ts'

const cpus = (value: number, more: Partial<Resource> = {}): Resource => ({ name: 'cpus', type: 'SCALAR', scalar: { value }, ...more })
const ports = (...range: Array<[number, number]>): Resource => ({ name: 'ports', type: 'RANGES', ranges: { range: range.map(([begin, end]) => ({ begin, end })) } })
const disks = (...item: string[]): Resource => ({ name: 'disks', type: 'SET', set: { item } })

t.test('scalars are exact to the thousandth', async t => {
  t.strictSame(addResources([cpus(0.1)], [cpus(0.2)]), [cpus(0.3)])
  t.strictSame(subtractResources([cpus(8)], [cpus(0.1)]), [cpus(7.9)])
  t.strictSame(subtractResources([cpus(1)], [cpus(1)]), [], 'nothing is left of what is used up')
  t.strictSame(subtractResources([cpus(1)], [cpus(2)]), [], 'and never less than nothing')
  t.equal(scalar([cpus(0.1), cpus(0.2, { role: 'prod' }), ports([1, 2])], 'cpus'), 0.3)
  t.equal(scalar([], 'mem'), 0)
  t.strictSame(addResources([], [{ name: 'mem', type: 'SCALAR' }]), [], 'without a value it is empty')
})

t.test('a thousand additions and subtractions do not drift', async t => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { maxLength: 200 }), amounts => {
    const used = amounts.map(amount => [cpus(amount / 1000)])
    const all = used.reduce<Resource[]>((sum, one) => addResources(sum, one), [])
    return used.reduce<Resource[]>((left, one) => subtractResources(left, one), all).length === 0
  }))
  t.pass()
})

t.test('ranges are joined and cut', async t => {
  t.strictSame(addResources([ports([1, 3], [10, 12])], [ports([4, 5], [11, 20])]), [ports([1, 5], [10, 20])])
  t.strictSame(subtractResources([ports([1, 10])], [ports([3, 4], [10, 10])]), [ports([1, 2], [5, 9])])
  t.strictSame(subtractResources([ports([1, 2])], [ports([1, 2])]), [])
  t.ok(containsResources([ports([1, 10])], [ports([2, 3], [9, 10])]))
  t.notOk(containsResources([ports([1, 10])], [ports([10, 11])]))
})

t.test('sets are united and reduced', async t => {
  t.strictSame(addResources([disks('a')], [disks('a', 'b')]), [disks('a', 'b')])
  t.strictSame(subtractResources([disks('a', 'b')], [disks('b', 'c')]), [disks('a')])
})

t.test('text is no amount', async t => {
  const text: Resource = { name: 'note', type: 'TEXT' }
  t.strictSame(addResources([text], [text]), [])
  t.strictSame(subtractResources([text], [text]), [])
})

t.test('different roles, reservations and allocations are different kinds', async t => {
  t.strictSame(addResources([cpus(1)], [cpus(1, { role: '*' })]), [cpus(2)], 'no role is the role *')
  t.equal(addResources([cpus(1)], [cpus(1, { role: 'prod' }), cpus(1, { allocationInfo: { role: 'a' } }), cpus(1, { providerId: { value: 'p' } })]).length, 4)
  t.notOk(containsResources([cpus(4)], [cpus(1, { reservations: [{ type: 'STATIC', role: 'prod' }] })]))
})
