import t from 'tap'
import { exitWithOutput, followOutput, liveExit } from '../../lib/docker/follow-output.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { FakeClock, settled } from '../agent/scheduler/fakes.ts'
import { capturedLog, detailsOf, logsOf, memoryLogs } from '../fixtures/docker-faults.ts'
import type { Output } from '../../lib/docker/finish-output.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'

/** A container whose engine's log says `said`, of which `first` came by its live stream. */
function container (said: string, first = '') {
  const clock = new FakeClock()
  const log = capturedLog()
  const logs = memoryLogs()
  const attached = deferred<void>()
  const attachment = { done: attached.promise, close: () => attached.resolve() }
  logs.write('stdout', Buffer.from(first))
  const output: Output = { logs, cursor: { stdout: first.length, stderr: 0 }, tty: false, attachment }
  const engine = { logs: logsOf([['stdout', said]]) } as unknown as DockerEngine
  return { parts: { engine, clock, log }, output, logs, clock, log }
}

t.test('the log is read on every five seconds, each byte once, and a failure is tried again', async (t) => {
  const { parts, output, logs, clock, log } = container('')
  let said = 'one'
  let failing = true
  parts.engine.logs = async (id, sink) => {
    if (failing) throw new Error('away')
    await logsOf([['stdout', said]])(id, sink)
  }
  const ended = new AbortController()
  const following = followOutput(parts, 'c', output, ended.signal)
  await settled()
  t.strictSame(log.lines, ['warn catching up with the output failed, it is tried again'])
  failing = false
  await clock.advance(5000)
  said = 'one two'
  await clock.advance(5000)
  t.equal(logs.output.stdout, 'one two')
  ended.abort()
  await following
  t.equal(clock.sleeping, 0)
})

t.test('while nothing is lost the live stream is the only source', async (t) => {
  const { parts, output, logs } = container('live and more', 'live')
  t.equal(await exitWithOutput(parts, 'c', output, async () => 3), 3)
  t.equal(logs.output.stdout, 'live')
  t.ok(output.attachment)
})

t.test('after a loss the log is, from the byte on that is there', async (t) => {
  const { parts, output, logs, clock } = container('live and more', 'live')
  const exit = deferred<number | null>()
  const ended = exitWithOutput(parts, 'c', output, (onLoss) => { onLoss(); onLoss(); return exit.promise })
  await settled()
  t.equal(logs.output.stdout, 'live and more')
  t.equal(output.attachment, null)
  exit.resolve(null)
  t.equal(await ended, null)
  t.equal(clock.sleeping, 0)
})

t.test('a stream that was cut inside a frame, or was there no more, is no matter', async (t) => {
  const cut = container('live', 'l')
  cut.output.attachment = { done: Promise.reject(new Error('cut')), close () {} }
  cut.output.attachment.done.catch(() => {})
  await exitWithOutput(cut.parts, 'c', cut.output, async (onLoss) => { onLoss(); await settled(); return 0 })
  t.equal(cut.logs.output.stdout, 'live')
  const none = container('live')
  none.output.attachment = null
  await exitWithOutput(none.parts, 'c', none.output, async (onLoss) => { onLoss(); await settled(); return 0 })
  t.equal(none.logs.output.stdout, 'live')
})

t.test('what ends the wait ends the following', async (t) => {
  const { parts, output, clock } = container('live')
  await t.rejects(exitWithOutput(parts, 'c', output, async (onLoss) => { onLoss(); await settled(); throw new Error('detached') }), { message: 'detached' })
  t.equal(clock.sleeping, 0)
})

t.test('an armed waiter that is lost has its container looked at, and the log read', async (t) => {
  const { parts, output, logs } = container('live and more', 'live')
  parts.engine.inspect = async () => detailsOf({ running: false, exitCode: 4 })
  const lost = Promise.reject(new Error('lost'))
  lost.catch(() => {})
  t.equal(await liveExit(parts, 'c', output, { exit: lost, abandon () {} }, new AbortController().signal), 4)
  t.equal(logs.output.stdout, 'live and more')
})
