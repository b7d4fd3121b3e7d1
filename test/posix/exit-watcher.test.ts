import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import t from 'tap'
import { ExitWatcher } from '../../lib/posix/exit-watcher.ts'
import { readProcess, type ProcessStat } from '../../lib/util/read-process.ts'
import { systemClock } from '../../lib/util/system-clock.ts'

t.test('a process that is not there has ended already', async (t) => {
  t.equal(await new ExitWatcher(systemClock).watch({ pid: process.pid, startTime: 1 }), null)
})

t.test('many are watched with one timer, which is over with the last of them', async (t) => {
  let sleeps = 0
  let now = 0
  const pauses: number[] = []
  const clock = {
    now: () => 0,
    sleep: async (ms: number, signal?: AbortSignal) => { now++; sleeps = Math.max(sleeps, now); pauses.push(ms); await systemClock.sleep(1, signal); now-- }
  }
  const watcher = new ExitWatcher(clock)
  for (let round = 0; round < 2; round++) {
    const children = Array.from({ length: 3 }, () => spawn('/bin/cat', { stdio: ['pipe', 'ignore', 'ignore'] }))
    await Promise.all(children.map((child) => once(child, 'spawn')))
    const ends = children.map((child) => watcher.watch(readProcess(child.pid as number) as ProcessStat))
    for (const child of children) child.stdin.end()
    for (const end of await Promise.all(ends)) t.match(end?.state ?? 'gone', /Z|gone/)
  }
  t.equal(sleeps, 1)
  t.equal(now, 0)
  t.equal(pauses[0], 20)
})

t.test('a look that fails is no evidence', async (t) => {
  const { readFileSync } = fs
  const restore = (): void => { fs.readFileSync = readFileSync; syncBuiltinESMExports() }
  t.teardown(restore)
  let looks = 0
  const watcher = new ExitWatcher({ now: () => 0, sleep: async () => { if (++looks === 2) restore() } })
  fs.readFileSync = (() => { throw Object.assign(new Error('too many'), { code: 'EMFILE' }) }) as unknown as typeof readFileSync
  syncBuiltinESMExports()
  t.equal(await watcher.watch({ pid: process.pid, startTime: 1 }), null)
  t.equal(looks, 2)
})

t.test('after close nothing is left', async (t) => {
  const aborted = new Promise<void>((resolve) => {
    const clock = {
      now: () => 0,
      sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms, signal).catch((error: unknown) => { resolve(); throw error })
    }
    const watcher = new ExitWatcher(clock)
    watcher.watch(readProcess(process.pid) as ProcessStat).then(() => t.fail('we have not ended'))
    watcher.close()
  })
  t.resolves(aborted)
  await aborted
})
