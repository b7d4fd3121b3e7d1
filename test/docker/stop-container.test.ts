import { once } from 'node:events'
import { spawn } from 'node:child_process'
import t from 'tap'
import type { Test } from 'tap'
import { stopContainer } from '../../lib/docker/stop-container.ts'
import { readProcess } from '../../lib/util/read-process.ts'
import { capturedLog, fact, hurriedClock, stoppedClock, untilAborted } from '../fixtures/docker-faults.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'

/** An engine that takes kills, and on which the container ends, or is let go of, with the last of them. */
function killable (last: number, answer: () => Promise<boolean> = async () => true) {
  const sent: string[] = []
  const ended = new AbortController()
  const log = capturedLog()
  const kill = async (id: string, name: string): Promise<boolean> => {
    if (sent.push(`${id} ${name}`) === last) ended.abort()
    return answer()
  }
  const unpause = async (id: string): Promise<void> => { sent.push(`${id} unpause`) }
  return { sent, log, ended, request: { signal: ended.signal, engine: { kill, unpause } as DockerEngine, log, init: null, id: 'c', stopSignal: 'SIGQUIT' } }
}

/** As hurried, but the world goes on during its pauses. */
function patientClock () {
  const clock = hurriedClock()
  const sleep: typeof clock.sleep = async (ms, signal) => {
    await clock.sleep(ms, signal)
    await new Promise((resolve) => { setImmediate(resolve) })
  }
  return { ...clock, sleep }
}

/** A process of ours in the place of a container's first, deaf to SIGTERM if wanted. */
async function initOf (t: Test, script = 'exec sleep 1000') {
  const child = spawn('sh', ['-c', `${script.includes('trap') ? 'trap "" TERM; ' : ''}echo up; exec sleep 1000`])
  t.teardown(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return { exit: once(child, 'exit'), init: readProcess(child.pid as number) }
}

t.test('the stop signal has its grace, and SIGKILL is repeated until the end was seen', async (t) => {
  const clock = patientClock()
  const { request, sent } = killable(6)
  await stopContainer({ ...request, clock, graceMs: 1250 })
  t.strictSame(sent, ['c SIGQUIT', 'c SIGKILL', 'c unpause', 'c SIGKILL', 'c unpause', 'c SIGKILL'])
  t.strictSame(clock.slept, [1250, 1000, 1000, 1000])
})

t.test('an end within the grace needs no SIGKILL', async (t) => {
  const { request, sent } = killable(1)
  await stopContainer({ ...request, clock: stoppedClock, graceMs: 10 })
  t.strictSame(sent, ['c SIGQUIT'])
})

t.test('without a grace there is only SIGKILL', async (t) => {
  const { request, sent } = killable(1)
  await stopContainer({ ...request, clock: stoppedClock, graceMs: 0 })
  t.strictSame(sent, ['c SIGKILL'])
})

t.test('a kill that the engine did not take is tried again', async (t) => {
  const { request, sent } = killable(4, async () => { throw new Error('engine is away') })
  await stopContainer({ ...request, clock: patientClock(), graceMs: 5 })
  t.strictSame(sent, ['c SIGQUIT', 'c SIGKILL', 'c unpause', 'c SIGKILL'])
})

t.test('what the engine refuses to send goes to the process itself', async (t) => {
  const { init, exit } = await initOf(t)
  const { request, ended } = killable(Infinity, async () => { throw new Error('engine is away') })
  const stopped = stopContainer({ ...request, init, clock: stoppedClock, stopSignal: 'SIGTERM', graceMs: 10 })
  t.match(await exit, [null, 'SIGTERM'])
  ended.abort()
  await stopped
})

t.test('an engine that does not answer is not waited for', async (t) => {
  const { init, exit } = await initOf(t, 'trap')
  const { request, sent, ended } = killable(Infinity, () => untilAborted(undefined))
  const stopped = stopContainer({ ...request, init, clock: patientClock(), stopSignal: 'SIGTERM', graceMs: 10 })
  t.match(await exit, [null, 'SIGKILL'])
  ended.abort()
  await stopped
  t.strictSame(sent, ['c SIGTERM'], 'one question at a time')
})

t.test('a survivor is reported as such, again and again, and never given up', async (t) => {
  const { request, log } = killable(41)
  await stopContainer({ ...request, clock: patientClock(), graceMs: 0 })
  t.ok(log.lines.length >= 2)
  t.strictSame([...new Set(log.lines)], ['error a container survives SIGKILL, it is tried again'])
  t.strictSame(log.fields[0], { container: 'c', survivor: null })
  const { init } = await initOf(t)
  const seen = killable(21)
  const stuck = { ...process, kill: () => true }
  t.intercept(process, 'kill', { value: stuck.kill })
  await stopContainer({ ...seen.request, init, clock: patientClock(), graceMs: 0 })
  await fact(() => seen.log.lines.length > 0)
  t.match(seen.log.fields[0], { container: 'c', survivor: /^process \d+ in state [RSD]/ })
})
