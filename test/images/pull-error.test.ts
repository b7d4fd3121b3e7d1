import t from 'tap'
import { pullError } from '../../lib/images/pull-error.ts'

t.test('a failed pull names image, cause and reason', async (t) => {
  const cause = new Error('manifest unknown')
  t.match(pullError('app:1', cause, [{ username: 'me', password: 'secret' }]), {
    code: 'CONTAINERIZER_ERR_PULL_FAILED', message: "Failed to pull image 'app:1': manifest unknown", cause, reason: 'not-found'
  })
})

t.test('what a registry repeats of the credentials is taken out, with the cause that has it too', async (t) => {
  const basic = Buffer.from('me:canary/1').toString('base64')
  const used = [{ username: 'me', password: 'canary/1' }, { identitytoken: 'token-1', registrytoken: 'token-2' }, { password: '' }]
  for (const secret of ['canary/1', 'canary%2F1', basic, 'token-1', 'token-2']) {
    const error = pullError('app:1', new Error(`denied to ${secret}`), used)
    t.equal(error.message, "Failed to pull image 'app:1': denied to ***")
    t.equal(error.cause, undefined)
  }
})
