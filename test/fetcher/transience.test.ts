import t from 'tap'
import { transience } from '../../lib/fetcher/transience.ts'
import type { TransferFailure } from '../../lib/fetcher/transience.ts'

const failure = (fields: Partial<TransferFailure>): TransferFailure => Object.assign(new Error('x'), fields)

t.test('what may pass is told from what will not', async (t) => {
  for (const code of ['ECONNRESET', 'ECONNREFUSED', 'UND_ERR_SOCKET', 421, 425]) t.equal(transience(failure({ code }), false), true, `${code}`)
  for (const code of ['ENOTFOUND', 'CERT_HAS_EXPIRED', 'ENOSPC', 550, 530]) t.equal(transience(failure({ code }), true), false, `${code}`)
  t.equal(transience(failure({}), false), false)
  for (const statusCode of [404, 403, 401, 501]) t.equal(transience(failure({ statusCode }), false), false, `${statusCode}`)
  for (const statusCode of [500, 503, 429, 408]) t.equal(transience(failure({ statusCode }), false), 0, `${statusCode}`)
})

t.test('a server may say when, within reason', async (t) => {
  t.equal(transience(failure({ statusCode: 503, retryAfterMs: 5000 }), false), 5000)
  t.equal(transience(failure({ statusCode: 503, retryAfterMs: 5e9 }), false), 60_000)
})

t.test('who falls silent in the middle gets another try, who never said a thing does not', async (t) => {
  t.equal(transience(failure({ stalled: true }), true), true)
  t.equal(transience(failure({ stalled: true }), false), false)
})
