import { once } from 'node:events'
import { spawn } from 'node:child_process'
import t from 'tap'
import { awaitGone } from '../../lib/docker/await-gone.ts'
import { readProcess } from '../../lib/util/read-process.ts'
import { capturedLog, hurriedClock, stoppedClock } from '../fixtures/docker-faults.ts'

const { signal } = new AbortController()

t.test('what cannot be seen, or is gone, is not waited for', async () => {
  await awaitGone({ clock: stoppedClock, log: capturedLog() }, 'c', null, signal)
  await awaitGone({ clock: stoppedClock, log: capturedLog() }, 'c', { pid: process.pid, startTime: 1 }, signal)
})

t.test('a process that lives on after the engine\'s word is killed, and said to have lived', async (t) => {
  const child = spawn('sleep', ['1000'])
  const log = capturedLog()
  const exit = once(child, 'exit')
  const clock = hurriedClock()
  const sleep: typeof clock.sleep = async (ms) => { await clock.sleep(ms); await new Promise((resolve) => { setImmediate(resolve) }) }
  await awaitGone({ clock: { ...clock, sleep }, log }, 'c', readProcess(child.pid as number), signal)
  t.match(await exit, [null, 'SIGKILL'])
  t.equal(log.lines[0], 'error the engine says that a container has ended, but its process lives, it is killed')
  t.match(log.fields[0], { container: 'c', survivor: /^process \d+ in state/ })
})

t.test('who lets go waits no longer', async (t) => {
  const gone = new AbortController()
  const waiting = awaitGone({ clock: stoppedClock, log: capturedLog() }, 'c', readProcess(process.pid), gone.signal)
  gone.abort(new Error('detached'))
  await t.rejects(waiting, { message: 'detached' })
})
