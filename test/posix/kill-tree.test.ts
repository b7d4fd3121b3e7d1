import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t, { type Test } from 'tap'
import { killTree, send, signalTree } from '../../lib/posix/kill-tree.ts'
import { readProcess, type ProcessStat } from '../../lib/util/read-process.ts'
import { systemClock } from '../../lib/util/system-clock.ts'

async function tree (t: Test) {
  const child = spawn('/bin/sh', ['-c', 'sleep 1000 & echo up; wait'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  const exit = once(child, 'exit')
  await once(child.stdout, 'data')
  t.teardown(async () => { send(-(child.pid as number), 9); await exit })
  return { leader: readProcess(child.pid as number) as ProcessStat, exit }
}

t.test('everybody gets the signal', async (t) => {
  const { leader, exit } = await tree(t)
  t.equal(signalTree(leader, '/nowhere', 15), true)
  t.same(await exit, [null, 'SIGTERM'])
})

t.test('nobody survives', async (t) => {
  const { leader, exit } = await tree(t)
  await killTree(leader, '/nowhere', systemClock)
  t.same(await exit, [null, 'SIGKILL'])
  t.equal(signalTree(leader, '/nowhere', 9), false)
})

t.test('who does not go makes it reject', async (t) => {
  const { leader } = await tree(t)
  const { kill } = process
  t.teardown(() => { process.kill = kill })
  process.kill = () => true
  let now = 0
  await t.rejects(killTree(leader, '/nowhere', { now: () => now, sleep: async () => { now += 5000 } }), { code: 'CONTAINERIZER_ERR_KILL_FAILED', message: /survive SIGKILL$/ })
  process.kill = kill
})

t.test('a process that is gone is fine, a wrong signal is not', async (t) => {
  const child = spawn('/bin/true')
  await once(child, 'exit')
  send(child.pid as number, 9)
  t.throws(() => send(process.pid, 999), { code: /EINVAL|ERR_UNKNOWN_SIGNAL/ })
})
