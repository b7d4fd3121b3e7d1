import t from 'tap'
import { finishOutput } from '../../lib/docker/finish-output.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { capturedLog, hurriedClock, logsOf, memoryLogs, stoppedClock } from '../fixtures/docker-faults.ts'
import type { Attachment, DockerEngine } from '../../types/docker-engine.ts'

function attachment (done: Promise<void>) {
  let closed = 0
  const port: Attachment = { done, close: () => { closed++ } }
  return { port, closed: () => closed }
}

const engineLog = (text: string) => ({ logs: logsOf([['stdout', text]]) }) as unknown as DockerEngine
const unasked = { logs: async () => { throw new Error('nobody should ask') } } as unknown as DockerEngine

t.test('a stream that the engine ended is the whole output', async (t) => {
  const logs = memoryLogs()
  const log = capturedLog()
  const { port, closed } = attachment(Promise.resolve())
  await finishOutput({ engine: unasked, clock: stoppedClock, log }, 'c', { logs, cursor: { stdout: 0, stderr: 0 }, tty: false, attachment: port })
  t.ok(logs.ended())
  t.equal(closed(), 1)
  t.strictSame(log.lines, [])
})

t.test('a stream that was cut is completed from the engine\'s log', async (t) => {
  const logs = memoryLogs()
  const { port } = attachment(Promise.reject(new Error('cut')))
  await finishOutput({ engine: engineLog('before, after'), clock: stoppedClock, log: capturedLog() }, 'c', { logs, cursor: { stdout: 6, stderr: 0 }, tty: false, attachment: port })
  t.equal(logs.output.stdout, ', after')
  t.ok(logs.ended())
})

t.test('a stream that does not end is given up after ten seconds', async (t) => {
  const logs = memoryLogs()
  const clock = hurriedClock()
  const { port, closed } = attachment(deferred<void>().promise)
  await finishOutput({ engine: engineLog('all'), clock, log: capturedLog() }, 'c', { logs, cursor: { stdout: 0, stderr: 0 }, tty: false, attachment: port })
  t.strictSame(clock.slept, [10_000])
  t.equal(closed(), 1)
  t.equal(logs.output.stdout, 'all')
})

t.test('where nobody listened, the engine\'s log is everything', async (t) => {
  const logs = memoryLogs()
  await finishOutput({ engine: engineLog('all'), clock: stoppedClock, log: capturedLog() }, 'c', { logs, cursor: { stdout: 0, stderr: 0 }, tty: false, attachment: null })
  t.equal(logs.output.stdout, 'all')
})

t.test('output that nobody has and files that cannot be ended are logged, and hold nothing back', async (t) => {
  const log = capturedLog()
  const logs = memoryLogs({ end: async () => { throw new Error('disk full') } })
  await finishOutput({ engine: unasked, clock: stoppedClock, log }, 'c', { logs, cursor: { stdout: 0, stderr: 0 }, tty: false, attachment: null })
  t.strictSame(log.lines, [
    'warn the end of the output could not be read from the engine',
    'warn the end of the output could not be written'
  ])
})
