import { createHmac } from 'node:crypto'
import t from 'tap'
import { ExecutorTokens } from '../../../lib/agent/executors/executor-tokens.ts'

const claims = { fid: 'f', eid: 'e', cid: 'c' }
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function token (header: object, payload: object, key = 'key'): string {
  const text = `${part(header)}.${part(payload)}`
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
}

t.test('a token speaks for whom it was made', async t => {
  const tokens = new ExecutorTokens(Buffer.from('key'))
  t.strictSame(await tokens.verify(`Bearer ${await tokens.sign(claims)}`), claims)
  t.strictSame(await tokens.verify(`Bearer ${token({ alg: 'HS256', typ: 'JWT' }, claims)}`), claims, 'one of the original too')
})

t.test('any other is none', async t => {
  const tokens = new ExecutorTokens(Buffer.from('key'))
  const wrong = [
    undefined, '', 'Basic x', 'Bearer', 'Bearer a b', 'Bearer x', `Bearer ${await new ExecutorTokens(Buffer.from('other')).sign(claims)}`,
    `Bearer ${token({ alg: 'none' }, claims)}`, `Bearer ${part({ alg: 'none' })}.${part(claims)}.`,
    `Bearer ${token({ alg: 'HS256' }, { fid: 'f', eid: 'e' })}`, `Bearer ${token({ alg: 'HS256' }, { fid: 'f', cid: 'c' })}`, `Bearer ${token({ alg: 'HS256' }, { eid: 'e', cid: 1 })}`
  ]
  for (const header of wrong) t.equal(await tokens.verify(header), undefined, String(header))
})
