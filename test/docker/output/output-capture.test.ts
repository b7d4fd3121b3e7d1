import t from 'tap'
import type { LogAnchor } from '../../../lib/docker/output/log-anchor.ts'
import { CatchUp } from '../../../lib/docker/output/catch-up.ts'
import { OutputCapture } from '../../../lib/docker/output/output-capture.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'
import { capturedLog, fact, hurriedClock, memoryLogs, stoppedClock } from '../../fixtures/docker-faults.ts'
import { MemoryStore } from '../../fixtures/docker-parts.ts'
import { StagedContainer, time, unreachable } from '../../fixtures/staged-container.ts'

/** A capture of a staged container; `clock` stands still unless told otherwise. */
function stage (over: { clock?: typeof stoppedClock, catchUp?: CatchUp, engine?: Partial<DockerEngine>, tty?: boolean, missing?: string } = {}) {
  const container = new StagedContainer()
  const anchors = new MemoryStore<LogAnchor>()
  const log = capturedLog()
  const metrics = new MetricsBook()
  const logs = memoryLogs()
  const opened: object[] = []
  const logger = { async open (request: object) { opened.push(request); if (opened.length === 1) throw new Error('not yet'); return logs } }
  const request = { containerKey: 'key', directory: '/s' }
  const engine = { ...container.engine, ...over.engine }
  const clock = over.clock ?? stoppedClock
  const capture = new OutputCapture({ engine, clock, catchUp: over.catchUp ?? new CatchUp(clock, { begun: true }), log, logger, anchors, metrics, outputTimeoutMs: 777 },
    { request, source: { engineId: 'c', tty: over.tty ?? false, driver: 'local' }, logs, ...(over.missing === undefined ? {} : { open: async () => ({ logs, missing: over.missing as string }) }) })
  return { container, anchors, log, metrics, logs, opened, capture }
}

/** Nothing is late, and every pause lets others run. */
function patientClock () {
  const clock = hurriedClock()
  return {
    ...clock,
    now: () => 150_000,
    async sleep (ms: number, signal?: AbortSignal) {
      if (ms === 777) return await stoppedClock.sleep(ms, signal)
      await new Promise((resolve) => { setImmediate(resolve) })
      await clock.sleep(ms, signal)
    }
  }
}

/** So many of the waits for the end are over at once. */
function lateClock (count: number) {
  let left = count
  const clock = hurriedClock()
  return { ...clock, sleep: (ms: number, signal?: AbortSignal) => ms === 777 && left-- > 0 ? clock.sleep(ms, signal) : stoppedClock.sleep(ms, signal) }
}

t.test('the stream that was attached before the start is the whole output', async (t) => {
  const { container, logs, capture } = stage()
  await capture.attach()
  capture.started(container.waiter())
  await container.say('stdout', 'out\n')
  await container.say('stderr', 'err')
  container.end()
  t.strictSame(await capture.finish(), [])
  t.strictSame(logs.output, { stdout: 'out\n', stderr: 'err' })
  t.ok(logs.ended())
  t.strictSame(container.asked, [], 'the log was not read')
})

t.test('a container whose end was noticed elsewhere first is read to its end, and not attached to again', async (t) => {
  const { container, logs, capture } = stage({ clock: patientClock() })
  await capture.attach()
  capture.started({ exit: Promise.reject(new DOMException('given up', 'AbortError')), abandon () {} })
  await container.say('stdout', 'stream')
  await container.say('stdout', ' and log', 'LOG')
  container.end()
  await fact(() => container.attached === 0)
  t.strictSame(container.asked, [], 'nothing is read before the end is told')
  t.strictSame(await capture.finish(), [])
  t.equal(logs.output.stdout, 'stream and log')
  t.strictSame(container.asked, ['0000000000.000000000 last'])
  t.equal(container.attached, 0)
})

t.test('a log is not asked for before its turn, unless the container ends', async (t) => {
  const catchUp = new CatchUp(stoppedClock)
  const one = stage({ catchUp })
  const other = stage({ catchUp })
  for (const { container, capture } of [one, other]) {
    await container.say('stdout', 'text')
    capture.resume({ running: true })
  }
  one.container.end()
  t.strictSame(await one.capture.finish(), [])
  t.strictSame(one.container.asked, ['0000000000.000000000 last'])
  t.equal(one.logs.output.stdout, 'text')
  t.strictSame(other.container.asked, [])
  catchUp.begin()
  await fact(() => other.container.following === 1)
  t.equal(other.logs.output.stdout, 'text')
  await other.capture.letGo()
})

t.test('files that had something before are counted from there', async (t) => {
  const { container, anchors, logs, capture } = stage()
  logs.output.stderr = 'fetched\n'
  await capture.attach()
  t.strictSame(anchors.map.get('key'), { since: 0, base: { stdout: 0, stderr: 8 } })
  await capture.detach()
  t.equal(container.attached, 0)
})

t.test('an attachment that fails leaves nothing to detach from', async (t) => {
  const { capture } = stage({ engine: { attach: async () => { throw unreachable() } } })
  await t.rejects(capture.attach(), { message: 'no engine' })
  await capture.detach()
})

t.test('what an earlier agent left is read from the log, to the end', async (t) => {
  const { container, logs, capture } = stage()
  logs.output.stdout = 'fir'
  await container.say('stdout', 'first\n')
  capture.resume({ running: true })
  await fact(() => container.following === 1)
  await container.say('stdout', 'second\n')
  t.equal(logs.output.stdout, 'first\nsecond\n', 'as it is written')
  await container.say('stdout', 'third', 'LOG')
  container.end()
  t.strictSame(await capture.finish(), [])
  t.equal(logs.output.stdout, 'first\nsecond\nthird')
})

t.test('what had ended before is read once, and not attached to', async (t) => {
  const { container, logs, capture } = stage()
  await container.say('stdout', 'all')
  capture.resume({ running: false })
  t.strictSame(await capture.finish(), [])
  t.equal(logs.output.stdout, 'all')
  t.strictSame([container.attached, container.asked.length], [0, 1])
})

t.test('a stream that was lost with its engine is continued from the log, and nothing is repeated', async (t) => {
  const { container, logs, capture } = stage({ clock: patientClock() })
  await capture.attach()
  capture.started(container.waiter())
  await container.say('stdout', 'whole\n')
  container.cut()
  container.second = 200
  await fact(() => container.following === 1)
  await container.say('stdout', 'after\n')
  container.end()
  t.strictSame(await capture.finish(), [])
  t.equal(logs.output.stdout, 'whole\nafter\n')
})

t.test('of a terminal too, however often its log is read', async (t) => {
  const { container, anchors, logs, capture } = stage({ clock: patientClock(), tty: true })
  container.timeless = true
  await capture.attach()
  capture.started(container.waiter())
  await container.say('stdout', 'whole\n')
  container.cut()
  await fact(() => container.following === 1)
  await container.say('stdout', 'after\n')
  container.endFollowers()
  await fact(() => container.asked.length > 3 && container.following === 1)
  await container.say('stdout', 'more\n')
  container.end()
  t.strictSame(await capture.finish(), [])
  t.equal(logs.output.stdout, 'whole\nafter\nmore\n')
  t.equal(anchors.map.get('key')?.cut, undefined)
})

t.test('an engine that is away is asked again, and a follower that ends early is replaced', async (t) => {
  const { container, logs, log, capture } = stage({ clock: patientClock() })
  container.refusal = unreachable()
  capture.resume({ running: true })
  await fact(() => log.lines.length > 0)
  container.refusal = undefined
  await fact(() => container.following === 1)
  t.equal(log.lines[0], 'warn catching up with the output failed, it is tried again')
  container.endFollowers()
  await fact(() => container.asked.filter((asked) => asked.endsWith('follow')).length === 2 && container.following === 1)
  await container.say('stdout', 'still\n')
  container.end()
  t.strictSame(await capture.finish(), [])
  t.equal(logs.output.stdout, 'still\n')
})

t.test('a file that cannot be written is opened anew, and nothing is lost', async (t) => {
  const { container, logs, opened, log, capture } = stage({ clock: patientClock() })
  const { write } = logs
  await capture.attach()
  capture.started(container.waiter())
  logs.write = async () => { throw new Error('disk full') }
  logs.end = async () => { throw new Error('disk full') }
  await container.say('stdout', 'text\n')
  await fact(() => opened.length > 1)
  Object.assign(logs, { write, async end () {} })
  await fact(() => logs.output.stdout === 'text\n')
  container.end()
  t.strictSame(await capture.finish(), [])
  t.ok(log.lines.includes('warn catching up with the output failed, it is tried again'))
})

t.test('a driver without a log is said to be one, and its stream goes on', async (t) => {
  const { container, logs, metrics, capture } = stage({ clock: patientClock() })
  container.refusal = Object.assign(new Error('configured logging driver does not support reading'), { engineStatus: 501, code: 'CONTAINERIZER_ERR_ENGINE_REFUSED' })
  capture.resume({ running: true })
  await fact(() => container.attached === 1 && logs.output.stdout !== '')
  await container.say('stdout', 'live\n')
  container.end()
  const reason = 'the engine cannot give its log (configured logging driver does not support reading)'
  t.strictSame(await capture.finish(), [`stdout and stderr: ${reason}`])
  t.equal(logs.output.stdout, `\n[output is missing here: ${reason}]\nlive\n`)
  t.equal(metrics.snapshot()['containerizer/docker/output_gaps'], 1)
})

t.test('a log that is gone with its container is a gap, and no reason to wait', async (t) => {
  const { container, capture } = stage()
  capture.resume({ running: true })
  await fact(() => container.following === 1)
  container.refusal = Object.assign(new Error('No such container: c'), { engineStatus: 404, code: 'CONTAINERIZER_ERR_ENGINE_REFUSED' })
  container.end()
  t.match(await capture.finish(), [/No such container/])
})

t.test('an end that cannot be read in time is a gap', async (t) => {
  const { container, log, logs, capture } = stage({ clock: lateClock(1) })
  container.refusal = unreachable()
  capture.resume({ running: true })
  await fact(() => log.lines.length > 0)
  t.strictSame(await capture.finish(), ['stdout and stderr: the end could not be read in time'])
  t.ok(logs.ended())
})

t.test('an end whose writing never ends is a gap, and no reason to wait', async (t) => {
  const never = new Promise<void>(() => {})
  const ending = stage({ clock: lateClock(2) })
  await ending.capture.attach()
  ending.capture.started(ending.container.waiter())
  ending.logs.end = () => never
  await ending.container.say('stdout', 'x')
  const reading = stage({ clock: lateClock(2) })
  await reading.container.say('stdout', 'x')
  reading.logs.write = () => never
  reading.capture.resume({ running: false })
  for (const { container, capture } of [ending, reading]) {
    container.end()
    t.match((await capture.finish()).at(-1), /^stdout and stderr: the end could not be written in time$/)
  }
})

t.test('an end that cannot be written is a gap', async (t) => {
  const { container, logs, capture } = stage()
  await capture.attach()
  capture.started(container.waiter())
  logs.end = async () => { throw new Error('disk full') }
  container.end()
  t.strictSame(await capture.finish(), ['stdout and stderr: the end could not be written'])
})

t.test('what is missing from the beginning is said at the end', async (t) => {
  const { metrics, capture } = stage({ missing: 'its files could not be opened' })
  capture.resume({ running: false })
  t.strictSame(await capture.finish(), ['stdout and stderr: its files could not be opened'])
  t.equal(metrics.snapshot()['containerizer/docker/output_gaps'], 1)
})

t.test('letting go ends everything, whatever it was at', async (t) => {
  const live = stage()
  await live.capture.attach()
  live.capture.started(live.container.waiter())
  await live.capture.letGo()
  t.equal(live.container.attached, 0)
  t.ok(live.logs.ended())
  const reading = stage()
  reading.capture.resume({ running: true })
  await fact(() => reading.container.following === 1)
  reading.logs.end = async () => { throw new Error('disk full') }
  await reading.capture.letGo()
  t.strictSame([reading.container.following, reading.container.attached], [0, 0])
})

t.test('a file that is never written does not keep whoever lets go for ever', async (t) => {
  const clock = hurriedClock()
  const sleep = (ms: number, signal?: AbortSignal) => ms === 10_000 ? clock.sleep(ms, signal) : stoppedClock.sleep(ms, signal)
  const { container, logs, capture } = stage({ clock: { ...clock, sleep } })
  await capture.attach()
  capture.started(container.waiter())
  logs.end = () => new Promise(() => {})
  await capture.letGo()
  t.equal(container.attached, 0)
})

t.test('the beginning of a noisy container\'s log is remembered', async (t) => {
  const { container, anchors, capture } = stage()
  await capture.attach()
  capture.started(container.waiter())
  await container.say('stdout', 'x'.repeat(300_000))
  await fact(() => anchors.map.get('key')?.head === time(100))
  await container.say('stdout', 'more')
  container.end()
  t.strictSame(await capture.finish(), [])
  const failing = stage()
  failing.container.refusal = unreachable()
  await failing.capture.attach()
  await failing.container.say('stdout', 'x'.repeat(300_000))
  await fact(() => failing.log.lines.includes('debug the beginning of the log was not remembered'))
})

t.test('the log of a terminal, which nobody goes back to, is not looked at', async (t) => {
  const { container, anchors, logs, capture } = stage({ tty: true })
  await capture.attach()
  capture.started(container.waiter())
  await container.say('stdout', 'x'.repeat(300_000))
  await fact(() => logs.output.stdout.length === 300_000)
  container.end()
  t.strictSame(await capture.finish(), [])
  t.strictSame([container.asked, anchors.map.get('key')?.head], [[], undefined])
})

t.test('the stream says whether the last line has ended', async (t) => {
  const { container, capture } = stage()
  capture.resume({ running: true })
  await fact(() => container.following === 1)
  await container.say('stdout', 'half a line')
  container.end()
  t.strictSame(await capture.finish(), [])
  t.equal(container.lastLineEnded, false)
})

t.test('an end that comes while the log is followed has one more reading', async (t) => {
  const { container, logs, capture } = stage({ clock: patientClock() })
  capture.resume({ running: true })
  await fact(() => container.following === 1)
  await container.say('stdout', 'all')
  t.strictSame(await capture.finish(), [])
  t.match(container.asked.at(-1), / last$/)
  t.equal(logs.output.stdout, 'all')
})

t.test('an engine that is away at the end is asked for it again', async (t) => {
  const { container, log, logs, capture } = stage({ clock: patientClock() })
  await container.say('stdout', 'all')
  container.refusal = unreachable()
  capture.resume({ running: false })
  const finished = capture.finish()
  await fact(() => log.lines.length > 1)
  container.refusal = undefined
  t.strictSame(await finished, [])
  t.equal(logs.output.stdout, 'all')
})
