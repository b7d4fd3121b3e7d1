import t from 'tap'
import { PullBook } from '../../lib/images/pull-book.ts'
import type { TrackedPull } from '../../lib/images/tracked-pull.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import type { PullState } from '../../types/images.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'

function open () {
  const clock = new FakeClock()
  const log = capturedLog()
  const metrics = new MetricsBook(clock)
  const book = new PullBook({ clock, log, metrics })
  const door = deferred<string>()
  const abort = new AbortController()
  const told: PullState[] = []
  let pull!: TrackedPull
  const tracked = book.track({ reference: 'app:1' }, { tell: (state) => { told.push(state) }, signal: abort.signal }, (given) => {
    pull = given
    pull.trying()
    return door.promise
  })
  tracked.catch(() => {})
  return { clock, log, metrics, book, door, abort, told, tracked, pull }
}

t.test('a pull is in the book for as long as it takes, and told to all who want to know', async (t) => {
  const { book, door, tracked, told } = open()
  const heard: string[] = []
  const deaf = book.onProgress(() => { throw new Error('never mind') })
  const away = book.onProgress(({ phase }) => { heard.push(phase) })
  t.match(book.pulls(), [{ reference: 'app:1', phase: 'STARTING' }])
  door.resolve('result')
  t.equal(await tracked, 'result')
  t.strictSame(book.pulls(), [])
  t.strictSame(heard, ['DONE'])
  t.strictSame(told.map(({ phase }) => phase), ['QUEUED', 'STARTING', 'DONE'])
  away()
  deaf()
  await book.track({ reference: 'app:2' }, { tell () {}, signal: new AbortController().signal }, async () => {})
  t.strictSame(heard, ['DONE'])
})

t.test('a listener that throws is logged and disturbs nobody', async (t) => {
  const { book, door, log, tracked } = open()
  book.onProgress(() => { throw new Error('never mind') })
  door.resolve('result')
  await tracked
  t.strictSame(log.lines, ['error a listener to pulls failed', 'info an image was pulled'])
})

t.test('a long pull is a line in the log after 10 s, then less and less often', async (t) => {
  const { clock, log, door, tracked } = open()
  const lines = () => log.lines.filter((line) => line === 'info an image is being pulled').length
  await clock.advance(9999)
  t.equal(lines(), 0)
  await clock.advance(1)
  t.equal(lines(), 1)
  t.match(log.fields.at(-1), { image: 'app:1', phase: 'STARTING', tries: 1 })
  await clock.advance(20_000 + 40_000 + 80_000)
  t.equal(lines(), 4)
  await clock.advance(10 * 120_000)
  t.equal(lines(), 14)
  door.resolve('')
  await tracked
  t.equal(clock.sleeping, 0)
})

t.test('what came of pulls is counted, and how long they took, without the queue', async (t) => {
  const good = open()
  await good.clock.advance(1500)
  good.book.retried(good.pull, new Error('unexpected EOF'), 1000)
  t.match(good.book.pulls(), [{ phase: 'RETRYING', message: 'unexpected EOF' }])
  t.equal(good.log.lines.at(-1), 'warn a pull failed and is tried again')
  t.match(good.log.fields.at(-1), { image: 'app:1', error: 'unexpected EOF', pauseMs: 1000 })
  good.door.resolve('')
  await good.tracked
  t.match(good.log.fields.at(-1), { image: 'app:1', ms: 1500, tries: 1 })
  const name = (what: string) => `containerizer/docker/image_${what}`
  t.match(good.metrics.snapshot(), { [name('pulls_succeeded')]: 1, [name('pulls_failed')]: 0, [name('pulls_retried')]: 1, [name('pull_ms')]: 1500, [name('pull_ms/count')]: 1 })
  const bad = open()
  bad.door.reject(new Error('manifest unknown'))
  await t.rejects(bad.tracked, { message: 'manifest unknown' })
  t.match(bad.told.at(-1), { phase: 'FAILED', message: 'manifest unknown' })
  t.match(bad.metrics.snapshot(), { [name('pulls_succeeded')]: 0, [name('pulls_failed')]: 1 })
  t.strictSame(bad.log.lines, [], 'whoever waits for it is told')
})

t.test('a pull that nobody waits for any more has not failed', async (t) => {
  const { abort, door, tracked, told, metrics } = open()
  abort.abort()
  door.reject(new Error('aborted'))
  await t.rejects(tracked)
  t.match(told.at(-1), { phase: 'ABANDONED' })
  t.match(metrics.snapshot(), { 'containerizer/docker/image_pulls_failed': 0 })
})
