import t from 'tap'
import type { Test } from 'tap'
import { JournalStream, LOST } from '../../lib/sandbox/journal-stream.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'
import { JournalServer } from '../fixtures/journal-server.ts'

async function stage (t: Test) {
  const server = await JournalServer.at(t)
  const [clock, log, metrics] = [new FakeClock(), capturedLog(), new MetricsBook()]
  const stream = new JournalStream({ path: server.path, clock, log, metrics }, { identifier: 'c', priority: 3 })
  const write = (text: string) => stream.write(Buffer.from(text))
  return { server, clock, log, stream, write, lost: () => metrics.snapshot()[LOST] ?? 0 }
}

t.test('bytes go as they are to a stream that says whose they are', async t => {
  const { server, clock, stream, write, lost } = await stage(t)
  await server.start()
  await stream.open()
  t.equal(write('one\ntw'), undefined)
  t.equal(write('o'), undefined)
  await stream.end()
  await stream.end()
  await server.until(() => server.streams[0]?.[1] === 'one\ntwo')
  t.strictSame(server.streams, [['c 3 0000', 'one\ntwo']])
  t.equal(lost(), 0)
  t.equal(clock.sleeping, 0)
})

t.test('without a journal output is counted as lost, it is said once, and tried again after a while', async t => {
  const { server, clock, log, stream, write, lost } = await stage(t)
  await stream.open()
  t.equal(write('1234'), undefined)
  t.equal(lost(), 4)
  await clock.advance(1000)
  // This one finds nobody either.
  write('56')
  await stream.end()
  t.equal(lost(), 6)
  t.strictSame(log.lines, ['warn output cannot be forwarded to the journal, it is tried again'])
  await server.start()
  await clock.advance(1000)
  write('here\n')
  await stream.end()
  await server.until(() => server.streams[0]?.[1].endsWith('here\n') === true)
  t.equal(server.streams[0]?.[1], '\n6 bytes of this output are missing here: the journal did not take them\nhere\n')
})

t.test('a journal that goes away is come back to', async t => {
  const { server, clock, stream, write } = await stage(t)
  await server.start()
  await stream.open()
  write('one\n')
  await server.until(() => server.streams[0]?.[1] === 'one\n')
  server.sockets[0]?.end()
  while (write('x') === undefined && server.sockets.length === 1) {
    await clock.advance(1000)
    await new Promise(setImmediate)
  }
  await stream.end()
  t.equal(server.streams[1]?.[0], 'c 3 0000')
})

t.test('a journal that stands still holds a container back for a while only, and is told what it has missed', async t => {
  const { server, clock, stream, write, lost } = await stage(t)
  server.reads = false
  await server.start()
  await stream.open()
  let held: Promise<void> | undefined
  let sent = 0
  while (held === undefined) {
    held = write('x'.repeat(32 * 1024))
    sent += 32 * 1024
  }
  const again = write('y'.repeat(32 * 1024))
  sent += 32 * 1024
  await clock.advance(1000)
  await held
  await again
  t.equal(lost(), 0)
  t.equal(write('lost'), undefined)
  t.equal(lost(), 4)
  server.sockets[0]?.resume()
  while (lost() > 4 || server.streams[0]?.[1].endsWith('after\n') !== true) {
    await new Promise(setImmediate)
    if (server.streams[0]?.[1].length === sent) write('after\n')
  }
  t.equal(server.streams[0]?.[1].slice(sent), '\n4 bytes of this output are missing here: the journal did not take them\nafter\n')
  await stream.end()
})

t.test('what a journal that stands still has not taken in the end is lost', async t => {
  const { server, clock, stream, write, lost } = await stage(t)
  server.reads = false
  await server.start()
  await stream.open()
  const held = write('x'.repeat(1024 * 1024))
  const ended = stream.end()
  await clock.advance(1000)
  await ended
  await held
  t.equal(lost(), 1024 * 1024)
  t.equal(clock.sleeping, 0)
})

t.test('room that comes in time holds nobody any longer', async t => {
  const { server, clock, stream, write, lost } = await stage(t)
  await server.start()
  await stream.open()
  await write('x'.repeat(1024 * 1024))
  write('end')
  await stream.end()
  await server.until(() => server.streams[0]?.[1].endsWith('end') === true)
  t.equal(server.streams[0]?.[1].length, 1024 * 1024 + 3)
  t.equal(lost(), 0)
  t.equal(clock.sleeping, 0)
})
