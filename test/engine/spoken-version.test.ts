import t from 'tap'
import { olderApi, spokenVersion } from '../../lib/engine/spoken-version.ts'

t.test('the preferred API is spoken as long as the engine takes it', async (t) => {
  t.equal(spokenVersion('1.40', { minApiVersion: '1.12' }), '1.40')
  t.equal(spokenVersion('1.40', { minApiVersion: '1.40' }), '1.40')
  t.equal(spokenVersion('1.40', { minApiVersion: '1.44' }), '1.44')
})

t.test('an engine that names no oldest API is spoken to as preferred', async (t) => {
  t.equal(spokenVersion('1.40', { minApiVersion: undefined as unknown as string }), '1.40')
})

t.test('versions are compared as numbers', async (t) => {
  t.ok(olderApi('1.9', '1.40'))
  t.notOk(olderApi('1.40', '1.9'))
  t.notOk(olderApi('1.40', '1.40'))
})
