import t from 'tap'
import { noisySink } from '../../../lib/docker/output/noisy-sink.ts'
import { memoryLogs } from '../../fixtures/docker-faults.ts'

t.test('all goes on to the logs, and it is told once that they have become long', async (t) => {
  const logs = memoryLogs()
  let told = 0
  const sink = noisySink(() => logs, () => { told++ })
  sink.write('stdout', Buffer.alloc(256 * 1024))
  t.equal(told, 0)
  for (const text of ['a', 'b']) sink.write('stdout', Buffer.from(text))
  t.equal(told, 1)
  t.equal(logs.output.stdout.slice(-2), 'ab')
})
