import t from 'tap'
import { pullFailure } from '../../lib/images/pull-failure.ts'
import type { PullFailureReason } from '../../lib/images/pull-failure.ts'

const cases: Array<[PullFailureReason, boolean, string]> = [
  ['auth', false, 'Head "http://127.0.0.1:5000/v2/app/manifests/1": no basic auth credentials'],
  ['auth', false, "pull access denied for nobody/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"],
  ['auth', false, 'unauthorized: authentication required'],
  ['not-found', false, 'manifest for 127.0.0.1:5000/app:2 not found: manifest unknown: manifest unknown'],
  ['not-found', false, 'no matching manifest for linux/arm64/v8 in the manifest list entries'],
  ['rate-limit', true, 'toomanyrequests: You have reached your pull rate limit.'],
  ['rate-limit', true, 'received unexpected HTTP status: 429 Too Many Requests'],
  ['disk-full', false, 'failed to register layer: write /bin/app: no space left on device'],
  ['certificate', false, 'Get "https://172.17.0.1:5000/v2/": x509: certificate signed by unknown authority'],
  ['invalid', false, 'invalid reference format: repository name must be lowercase'],
  ['network', true, 'received unexpected HTTP status: 500 Internal Server Error'],
  ['network', true, 'Get "http://127.0.0.1:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused'],
  ['network', true, 'Get "http://127.0.0.1:5000/v2/": read: connection reset by peer'],
  ['network', true, 'unexpected EOF'],
  ['unknown', true, 'something new']
]

for (const [reason, transient, message] of cases) {
  t.test(`'${message}' is ${reason}`, async (t) => {
    t.strictSame(pullFailure(new Error(message)), { reason, transient })
  })
}

t.test('our own errors say by their code what they are', async (t) => {
  t.strictSame(pullFailure(Object.assign(new Error('denied'), { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' })), { reason: 'timeout', transient: false })
  t.strictSame(pullFailure(Object.assign(new Error('denied'), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })), { reason: 'network', transient: true })
})

t.test('a registry that names a time in its text is heard', async (t) => {
  const after = (text: string) => pullFailure(new Error(`toomanyrequests: ${text}, allowed: 44000/minute`)).retryAfterMs
  t.equal(after('retry-after: 12'), 12_000)
  t.equal(after('Retry after 1.5s'), 1500)
  t.equal(after('retry-after: 273.5ms'), 274)
  t.equal(after('retry-after: 12.3µs'), 1)
  t.equal(after('retry-after: 2m'), 120_000)
  t.equal(pullFailure(new Error('denied, retry-after: 2')).retryAfterMs, undefined)
})
