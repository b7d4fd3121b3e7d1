import { readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { makeRuns } from '../../lib/checkpoint/make-runs.ts'

t.test('the directory is made, and the latest is pointed at', async (t) => {
  const runs = join(t.testdir(), 'e/runs')
  for (const container of ['one', 'two']) {
    await makeRuns(runs, container)
    t.equal(readlinkSync(join(runs, 'latest')), join(runs, container))
  }
})

t.test('what cannot be made is told', async (t) => {
  const runs = join(t.testdir({ e: {} }), 'e/runs')
  writeFileSync(runs, '')
  await t.rejects(makeRuns(runs, 'one'), { code: 'EEXIST' })
  rmSync(runs)
  await makeRuns(runs, 'one')
  rmSync(join(runs, 'latest'))
  await t.rejects(makeRuns(runs, 'x'.repeat(300)), { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED' })
})
