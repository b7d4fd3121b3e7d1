import t from 'tap'
import { userInfo } from 'node:os'
import { resolveUser } from '../../lib/sandbox/resolve-user.ts'

t.test('a login name resolves to its uid and gid', async (t) => {
  const { username, uid, gid } = userInfo()
  t.same(await resolveUser(username), { uid, gid })
})

t.test('an unknown name is refused', async (t) => {
  await t.rejects(resolveUser('nobody-of-that-name'), {
    code: 'CONTAINERIZER_ERR_SANDBOX_FAILED', message: "No such user 'nobody-of-that-name'"
  })
})

t.test('a number is not taken for a uid', async (t) => {
  await t.rejects(resolveUser('0'), { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED' })
})
