import t from 'tap'
import { attachEndpoint } from '../../lib/run-options/attach-endpoint.ts'
import { newDraft } from '../../lib/run-options/draft.ts'

t.test('nothing to say about the network, nothing said', async (t) => {
  const draft = newDraft('i')
  t.equal(attachEndpoint(draft), draft.body)
})

t.test('links on the bridge are the host configuration alone', async (t) => {
  const draft = newDraft('i')
  Object.assign(draft.host, { NetworkMode: 'bridge', Links: ['a:b'] })
  t.equal(attachEndpoint(draft), draft.body)
})

t.test('settings and links stand under the name of the network', async (t) => {
  const draft = newDraft('i')
  Object.assign(draft.host, { NetworkMode: 'web', Links: ['a:b'] })
  draft.endpoint = { Aliases: ['x'] }
  t.same(attachEndpoint(draft).NetworkingConfig, { EndpointsConfig: { web: { Aliases: ['x'], Links: ['a:b'] } } })
})

t.test('other networks stand beside the first, which is then named too', async (t) => {
  const draft = newDraft('i')
  draft.host.NetworkMode = 'web'
  draft.others.set('db', { Aliases: ['x'] })
  t.same(attachEndpoint(draft).NetworkingConfig, { EndpointsConfig: { web: {}, db: { Aliases: ['x'] } } })
})
