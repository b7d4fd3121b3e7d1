import t from 'tap'
import { inlineSecrets } from '../../lib/docker/inline-secrets.ts'

const request = { containerId: { value: 'c' }, field: 'f', signal: new AbortController().signal }

t.test('a value that stands inline is given, nothing else', async (t) => {
  const data = Buffer.from('hush')
  t.equal(await inlineSecrets.resolve({ type: 'VALUE', value: { data } }, request), data)
  await t.rejects(inlineSecrets.resolve({ type: 'REFERENCE', reference: { name: 'db' } }, request), { message: 'the secret has no value' })
})
