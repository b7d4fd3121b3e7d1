import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { livingProcesses, processTree } from '../../lib/posix/process-tree.ts'
import { readProcess, type ProcessStat, type ProcessIdentity } from '../../lib/util/read-process.ts'

t.test('descendants, sessions and groups belong to it, whatever the order', async (t) => {
  const stat = (pid: number, ppid: number, pgrp: number, session: number): ProcessStat => ({ pid, ppid, pgrp, session }) as ProcessStat
  const all = [stat(13, 12, 13, 13), stat(12, 1, 12, 10), stat(11, 10, 11, 11), stat(10, 1, 10, 10), stat(14, 1, 11, 9), stat(20, 1, 20, 20)]
  t.same(processTree(all, [10]).map(({ pid }) => pid), [13, 12, 11, 10, 14])
  t.same(processTree(all, []), [])
})

t.test('the sandbox in its environment gives a daemon away, a number of another process does not', async (t) => {
  const directory = `/sandbox-${process.pid}`
  const child = spawn('/bin/sleep', ['1000'], { detached: true, env: { MESOS_SANDBOX: directory } })
  t.teardown(async () => { child.kill('SIGKILL'); await once(child, 'exit') })
  await once(child, 'spawn')
  const pid = child.pid as number
  const alien: ProcessIdentity = { pid: process.pid, startTime: 1 }
  t.same(livingProcesses(alien, directory).map((found) => found.pid), [pid])
  t.same(livingProcesses(alien, '/nowhere'), [])
  t.same(livingProcesses(readProcess(pid) as ProcessStat, '/nowhere').map((found) => found.pid), [pid])
})
