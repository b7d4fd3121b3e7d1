import t from 'tap'
import { roleError } from '../../../lib/agent/scheduler/role-error.ts'

t.test('roles are told from what cannot be one', async t => {
  for (const role of ['*', 'a', 'a/b-c/d.e']) t.equal(roleError(role), undefined, role)
  t.equal(roleError(''), 'Empty role name is invalid')
  t.equal(roleError('/a'), "Role '/a' cannot start with a slash")
  t.equal(roleError('a/'), "Role 'a/' cannot end with a slash")
  t.equal(roleError('a//b'), "Role 'a//b' cannot contain two adjacent slashes")
  t.equal(roleError('a/b/../c'), "Role 'a/b/../c' cannot include '..' as a component")
  t.equal(roleError('a/*'), "Role 'a/*' cannot include '*' as a component")
  t.equal(roleError('a/-b'), "Role component '-b' is invalid because it begins with a dash")
  for (const role of ['a b', 'a\b']) t.equal(roleError(role), `Role component '${role}' is invalid because it contains backspace or whitespace`)
})
