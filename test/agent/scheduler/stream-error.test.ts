import t from 'tap'
import { Framework } from '../../../lib/agent/scheduler/framework.ts'
import { streamError } from '../../../lib/agent/scheduler/stream-error.ts'
import { frameworkInfo, MemoryConnection } from './fakes.ts'

t.test('a call has to come with the stream of its framework', async t => {
  const framework = new Framework('f', frameworkInfo())
  t.strictSame(streamError('f', undefined, 'stream'), { status: 400, text: 'Framework cannot be found' })
  t.strictSame(streamError('f', framework, 'stream'), { status: 403, text: 'Framework is not subscribed' })
  framework.connection = new MemoryConnection()
  t.match(streamError('f', framework, undefined), { status: 400, text: /should include/ })
  t.match(streamError('f', framework, 'other'), { status: 400, text: /'other' .* framework ID f$/ })
  t.equal(streamError('f', framework, 'stream'), undefined)
})
