import { once } from 'node:events'
import { spawn } from 'node:child_process'
import t from 'tap'
import type { Test } from 'tap'
import { killUntilGone } from '../../lib/posix/kill-until-gone.ts'
import type { PosixRun } from '../../lib/posix/posix-run.ts'
import { readProcess } from '../../lib/util/read-process.ts'
import { capturedLog, hurriedClock, untilAborted } from '../fixtures/docker-faults.ts'

function sleeping (t: Test) {
  const child = spawn('sleep', ['1000'])
  t.teardown(() => child.kill('SIGKILL'))
  const leader = readProcess(child.pid as number)
  return { exit: once(child, 'exit'), run: { containerId: { value: 'c' }, leader, directory: '/nowhere' } as unknown as PosixRun }
}

t.test('what survives is told, and killed again', async (t) => {
  const { run, exit } = sleeping(t)
  const log = capturedLog()
  const clock = hurriedClock()
  let failures = 0
  const sleep: typeof clock.sleep = async (ms, signal) => {
    if (ms === 5 && failures++ === 0) throw new Error('no timer')
    await clock.sleep(ms, signal)
    await new Promise((resolve) => { setImmediate(resolve) })
  }
  // Time stands still: how long a process takes to die is the machine's affair.
  await killUntilGone(run, { log, clock: { now: () => 0, sleep } }, new AbortController().signal)
  t.match(await exit, [null, 'SIGKILL'])
  t.strictSame(log.lines, ['error Failed to kill a container, it is tried again'])
})

t.test('who lets go is no longer held up', async (t) => {
  const { run } = sleeping(t)
  const gone = new AbortController()
  const clock = hurriedClock()
  const sleep: typeof clock.sleep = async (ms, signal) => {
    if (ms === 5) throw new Error('no timer')
    gone.abort(new Error('closed'))
    await untilAborted(signal)
  }
  await t.rejects(killUntilGone(run, { log: capturedLog(), clock: { ...clock, sleep } }, gone.signal), { message: 'closed' })
  await killUntilGone(run, { log: capturedLog(), clock }, gone.signal)
})
