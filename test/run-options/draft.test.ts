import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'

t.test('begins with the network of the host and the log that keeps every byte', async (t) => {
  const { body, host, endpoint } = newDraft('i')
  t.same(body, { Image: 'i', HostConfig: { NetworkMode: 'host', LogConfig: { Type: 'local', Config: {} } } })
  t.equal(body.HostConfig, host)
  t.same(endpoint, {})
})
