import t from 'tap'
import { resourceError } from '../../../lib/agent/scheduler/resource-error.ts'
import type { Resource } from '../../../types/mesos-v1.ts'

const scalar = { value: 1 }
const ranges = { range: [{ begin: 1, end: 2 }] }
const set = { item: ['a'] }

t.test('resources are sound or refused with a reason', async t => {
  const cases: Array<[Resource, string | undefined]> = [
    [{ name: 'cpus', type: 'SCALAR', scalar }, undefined],
    [{ name: 'ports', type: 'RANGES', ranges }, undefined],
    [{ name: 'ports', type: 'RANGES', ranges: {} }, undefined],
    [{ name: 'disks', type: 'SET', set }, undefined],
    [{ name: 'disks', type: 'SET', set: {} }, undefined],
    [{ name: '', type: 'SCALAR', scalar }, 'Empty resource name'],
    [{ name: 'cpus', type: 'SCALAR' }, 'Invalid scalar resource'],
    [{ name: 'cpus', type: 'SCALAR', scalar: { value: -1 } }, 'Invalid scalar resource: value < 0'],
    [{ name: 'cpus', type: 'SCALAR', scalar: { value: NaN } }, 'Invalid scalar resource: value is not a finite number'],
    [{ name: 'ports', type: 'RANGES', scalar }, 'Invalid ranges resource'],
    [{ name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 2, end: 1 }] } }, 'Invalid ranges resource: begin > end'],
    [{ name: 'disks', type: 'SET', ranges }, 'Invalid set resource'],
    [{ name: 'disks', type: 'SET', set: { item: ['a', 'a'] } }, 'Invalid set resource: duplicated elements'],
    [{ name: 'note', type: 'TEXT' }, 'Unsupported resource type'],
    [{ name: 'cpus', type: 'SCALAR', scalar, role: 'a//b' }, "Role 'a//b' cannot contain two adjacent slashes"]
  ]
  for (const [resource, error] of cases) t.equal(resourceError(resource), error, error ?? JSON.stringify(resource))
})
