import { spawn } from 'node:child_process'
import { once } from 'node:events'
import t from 'tap'
import { readProcess, type ProcessStat } from '../../lib/util/read-process.ts'
import { releaseKeeper } from '../../lib/posix/release-keeper.ts'
import { systemClock } from '../../lib/util/system-clock.ts'

t.test('the keeper ends, and only the keeper', async (t) => {
  const child = spawn('/bin/sleep', ['1000'])
  const exit = once(child, 'exit')
  await once(child, 'spawn')
  const keeper = readProcess(child.pid as number) as ProcessStat
  await releaseKeeper({ ...keeper, startTime: keeper.startTime + 1 }, systemClock)
  t.ok(readProcess(keeper.pid))
  await releaseKeeper(keeper, systemClock)
  t.same(await exit, [null, 'SIGKILL'])
})
