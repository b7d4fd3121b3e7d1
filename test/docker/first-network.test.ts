import t from 'tap'
import { firstNetwork } from '../../lib/docker/first-network.ts'

const body = (endpoints?: Record<string, Record<string, unknown>>) => ({
  Image: 'i', HostConfig: { NetworkMode: 'web' }, ...(endpoints === undefined ? {} : { NetworkingConfig: { EndpointsConfig: endpoints } })
})

t.test('a body with one network or none stays as it is', async (t) => {
  for (const whole of [body(), body({ web: { Aliases: ['a'] } })]) t.strictSame(firstNetwork(whole), { body: whole, others: [] })
})

t.test('the first is the one of the mode, whatever the order; the others are joined later', async (t) => {
  t.strictSame(firstNetwork(body({ 7: { Aliases: ['b'] }, web: { Aliases: ['a'] }, db: {} })), {
    body: body({ web: { Aliases: ['a'] } }), others: [['7', { Aliases: ['b'] }], ['db', {}]]
  })
})

t.test('a first network without settings needs no mention', async (t) => {
  t.strictSame(firstNetwork(body({ web: {}, db: {} })), { body: body(), others: [['db', {}]] })
})
