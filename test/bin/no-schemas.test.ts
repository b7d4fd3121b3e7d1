import fastify from 'fastify'
import t from 'tap'
import { noSchemas } from '../../lib/bin/no-schemas.ts'

t.test('routes are served, those with a schema are refused', async (t) => {
  const app = fastify({ schemaController: noSchemas })
  t.teardown(() => app.close())
  app.get('/plain', async () => ({ served: true }))
  t.match(await app.inject('/plain'), { statusCode: 200, body: '{"served":true}' })
  const other = fastify({ schemaController: noSchemas })
  t.teardown(() => other.close())
  other.get('/checked', { schema: { querystring: { type: 'object' } } }, async () => ({}))
  await t.rejects(async () => await other.ready(), { message: 'routes of the programs have no schemas' })
})
