import t from 'tap'
import { callCodec } from '../../lib/execute/call-codec.ts'
import { encode } from '../../lib/wire/protobuf-codec.ts'

t.test('json writes and reads text', async t => {
  for (const word of ['json', 'application/json']) {
    const codec = callCodec(word)
    t.equal(codec.mediaType, 'application/json')
    t.equal(codec.encode({ type: 'SUPPRESS' }).toString(), '{"type":"SUPPRESS"}')
    t.same(codec.decode(Buffer.from('{"type":"HEARTBEAT"}')), { type: 'HEARTBEAT' })
  }
})

t.test('protobuf writes and reads messages', async t => {
  const codec = callCodec('protobuf')
  t.equal(codec.mediaType, 'application/x-protobuf')
  t.same(codec.encode({ type: 'SUPPRESS' }), Buffer.from([0x10, 12]))
  t.same(codec.decode(encode('scheduler.Event', { type: 'HEARTBEAT' })), { type: 'HEARTBEAT' })
})
