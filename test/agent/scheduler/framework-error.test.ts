import t from 'tap'
import { frameworkError, rolesOf } from '../../../lib/agent/scheduler/framework-error.ts'
import type { FrameworkInfo } from '../../../types/mesos-v1.ts'
import { frameworkInfo } from './fakes.ts'

const single = (more: Partial<FrameworkInfo> = {}): FrameworkInfo => ({ user: 'root', name: 'x', ...more })

t.test('who may subscribe, and why not', async t => {
  t.equal(frameworkError(frameworkInfo()), undefined)
  t.equal(frameworkError(single()), undefined)
  t.equal(frameworkError(single({ capabilities: [], role: 'a' })), undefined)
  t.equal(frameworkError(single({ roles: ['a'] })), "'FrameworkInfo.roles' must not be set when the framework is not MULTI_ROLE capable")
  t.equal(frameworkError(single({ role: 'a//b' })), "'FrameworkInfo.role' is not a valid role: Role 'a//b' cannot contain two adjacent slashes")
  t.equal(frameworkError(frameworkInfo({ role: 'a' })), "'FrameworkInfo.role' must not be set when the framework is MULTI_ROLE capable")
  t.equal(frameworkError(frameworkInfo({ roles: ['a', 'b', 'a', 'a'] })), "'FrameworkInfo.roles' contains duplicate items: { a }")
  t.equal(frameworkError(frameworkInfo({ roles: ['a', '/b'] })), "'FrameworkInfo.roles' contains invalid role: Role '/b' cannot start with a slash")
  for (const failoverTimeout of [-1, NaN, Infinity, 1e10]) t.match(frameworkError(frameworkInfo({ failoverTimeout })), /failover_timeout \(.*\) is invalid/)
  t.equal(frameworkError(frameworkInfo(), ['a']), "Suppressed role 'a' is not contained in the list of roles")
})

t.test('a framework subscribes to its roles, or to the one it has', async t => {
  t.strictSame(rolesOf(single()), ['*'])
  t.strictSame(rolesOf(single({ role: 'a' })), ['a'])
  t.strictSame(rolesOf(frameworkInfo({ roles: ['a', 'b'] })), ['a', 'b'])
  const { roles, ...none } = frameworkInfo()
  t.strictSame(rolesOf(none), [])
  t.equal(frameworkError(none), undefined)
})
