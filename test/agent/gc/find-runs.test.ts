import { symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findRuns } from '../../../lib/agent/gc/find-runs.ts'

t.test('every sandbox is found, with the time of its last change; links are none', async t => {
  const run = { stdout: 'text' }
  const workDir = t.testdir({
    meta: { slaves: {} },
    containers: { alone: {} },
    slaves: { s1: { frameworks: { f: { executors: { e: { runs: { one: run } }, empty: {} } } } }, s2: { frameworks: { f: { executors: { e: { runs: { two: {} } } } } } } }
  })
  const runs = join(workDir, 'slaves/s1/frameworks/f/executors/e/runs')
  symlinkSync(join(runs, 'one'), join(runs, 'latest'))
  utimesSync(join(runs, 'one/stdout'), 30, 30)
  for (const path of [join(runs, 'one'), join(workDir, 'containers/alone')]) utimesSync(path, 20, 20)
  const found = await findRuns(workDir)
  t.match(found, [
    { path: join(workDir, 'containers/alone'), containerId: 'alone', changed: 20_000 },
    { path: join(runs, 'one'), containerId: 'one', changed: 30_000 },
    { path: join(workDir, 'slaves/s2/frameworks/f/executors/e/runs/two'), containerId: 'two' }
  ])
  t.equal(found.length, 3)
  t.strictSame(await findRuns(join(workDir, 'none')), [])
})
