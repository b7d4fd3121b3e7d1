import { once } from 'node:events'
import { spawn } from 'node:child_process'
import t from 'tap'
import { exitStatus, findProcess, hasEnded, listProcesses, livingProcess, parseStat, readBootId, readProc, readProcess, type ProcessStat } from '../../lib/util/read-process.ts'

t.test('a name full of blanks and parentheses moves no field', async (t) => {
  const rest = Array.from({ length: 49 }, (_, index) => String(index + 4)).join(' ')
  t.same(parseStat(`7 (a) Z 1 (b)) S ${rest}\n`), {
    pid: 7, state: 'S', ppid: 4, pgrp: 5, session: 6, userTicks: 14, systemTicks: 15, threads: 20, startTime: 22, exitCode: 52
  })
})

t.test('we are found among all, by number and start time', async (t) => {
  const self = readProcess(process.pid) as ProcessStat
  t.equal(self.ppid, process.ppid)
  t.equal(findProcess(self)?.pid, process.pid)
  t.equal(findProcess({ pid: self.pid, startTime: self.startTime + 1 }), null)
  t.ok(listProcesses().some(({ pid }) => pid === process.pid))
  t.match(readBootId(), /^[0-9a-f-]{36}$/)
})

t.test('a process that is gone is null', async (t) => {
  const child = spawn('/bin/true')
  await once(child, 'exit')
  t.equal(readProcess(child.pid as number), null)
})

t.test('what cannot be told is no absence', async (t) => {
  t.throws(() => readProc(process.pid, 'task'), { code: 'EISDIR' })
})

t.test('a zombie with living threads has not ended', async (t) => {
  const stat = (state: string, threads: number): ProcessStat => ({ state, threads }) as ProcessStat
  t.equal(hasEnded(stat('Z', 1)), true)
  t.equal(hasEnded(stat('Z', 2)), false)
  t.equal(hasEnded(stat('S', 1)), false)
})

t.test('a process that only waits to be reaped does not live', async (t) => {
  const self = readProcess(process.pid) as ProcessStat
  t.equal(livingProcess(self)?.pid, process.pid)
  t.equal(livingProcess({ pid: self.pid, startTime: self.startTime + 1 }), null)
  // Its parent is a process that does not wait for it.
  const parent = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 1000'])
  t.teardown(() => parent.kill('SIGKILL'))
  const [pid] = await once(parent.stdout, 'data')
  const child = readProcess(Number(pid))
  while (readProcess(Number(pid))?.state !== 'Z') await new Promise(setImmediate)
  t.equal(livingProcess((child ?? readProcess(Number(pid))) as ProcessStat), null)
})

t.test('a status that the kernel keeps from us is not taken for 0', async (t) => {
  const stat = { pid: 1, exitCode: 0 } as ProcessStat
  const failing = (code: string) => () => { throw Object.assign(new Error(code), { code }) }
  t.equal(exitStatus(stat, failing('EACCES')), undefined)
  t.equal(exitStatus(stat, failing('ENOENT')), 0)
  t.equal(exitStatus({ ...stat, pid: process.pid, exitCode: 9 }), 9)
})
