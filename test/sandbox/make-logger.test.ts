import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { Test } from 'tap'
import { makeLogger } from '../../lib/sandbox/make-logger.ts'
import { RotatingLogger } from '../../lib/sandbox/rotating-logger.ts'
import type { Rotated } from '../../lib/sandbox/rotating-file.ts'
import { SandboxLogger } from '../../lib/sandbox/sandbox-logger.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { LoggerName } from '../../types/sandbox.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'
import { JournalServer } from '../fixtures/journal-server.ts'

async function write (t: Test, name: LoggerName, journalPath?: string) {
  const log = capturedLog()
  const directory = t.testdir()
  const logger = makeLogger(name, {
    rotation: { maxBytes: 4096, files: 1, compress: false }, records: new MemoryStore<Rotated>(), clock: systemClock, log, metrics: new MetricsBook(), ...(journalPath === undefined ? {} : { journalPath })
  })
  const logs = await logger.open({ containerKey: 'c', directory })
  for (const text of ['a'.repeat(4096), 'b\n']) await logs.write('stdout', Buffer.from(text))
  await logs.end()
  return { logger, log, stdout: readFileSync(join(directory, 'stdout'), 'utf8') }
}

t.test('files alone are as they were', async t => {
  const grown = await write(t, 'sandbox')
  t.ok(grown.logger instanceof SandboxLogger)
  const rotated = await write(t, 'rotating')
  t.ok(rotated.logger instanceof RotatingLogger)
  t.strictSame([grown.stdout.length, rotated.stdout], [4098, 'b\n'])
})

t.test('beside them the host\'s log has each line', async t => {
  const { log, stdout } = await write(t, 'rotating+log')
  t.equal(stdout, 'b\n')
  t.strictSame(log.lines, [`info ${'a'.repeat(4096)}b`])
})

t.test('or the journal, whose absence harms nothing', async t => {
  const server = await JournalServer.at(t)
  await server.start()
  t.equal((await write(t, 'sandbox+journald', server.path)).stdout.length, 4098)
  await server.until(() => server.streams.some(([, text]) => text.endsWith('b\n')))
  t.equal((await write(t, 'sandbox+journald')).stdout.length, 4098)
})
