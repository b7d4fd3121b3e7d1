import t from 'tap'
import { journalForward } from '../../lib/sandbox/journal-forward.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'
import { JournalServer } from '../fixtures/journal-server.ts'

t.test('each stream of a container is one of the journal, with a priority of its own', async t => {
  const server = await JournalServer.at(t)
  await server.start()
  const forward = await journalForward({ path: server.path, clock: systemClock, log: capturedLog(), metrics: new MetricsBook() }, { containerKey: 'c', directory: '/s' })
  forward.write('stdout', Buffer.from('out'))
  forward.write('stderr', Buffer.from('err'))
  await forward.end()
  await server.until(() => server.streams.length === 2 && server.streams.every(([, text]) => text !== ''))
  t.strictSame(server.streams.toSorted(), [['c 3 0000', 'err'], ['c 6 0000', 'out']])
})
