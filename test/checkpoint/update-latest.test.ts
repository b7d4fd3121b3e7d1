import t from 'tap'
import { mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { updateLatest } from '../../lib/checkpoint/update-latest.ts'

t.test('latest is made, moves on to the next run, and takes over what a crash left', async (t) => {
  const runs = t.testdir({ one: {}, two: {} })
  await updateLatest(runs, 'one')
  t.equal(readlinkSync(join(runs, 'latest')), join(runs, 'one'))
  symlinkSync('nowhere', join(runs, '.latest-two'))
  await updateLatest(runs, 'two')
  t.equal(readlinkSync(join(runs, 'latest')), join(runs, 'two'))
  t.same(readdirSync(runs), ['latest', 'one', 'two'])
})

t.test('a directory in its place is an error and nothing is left', async (t) => {
  const runs = t.testdir({ latest: {} })
  await t.rejects(updateLatest(runs, 'one'), { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED' })
  t.same(readdirSync(runs), ['latest'])
  mkdirSync(join(runs, '.latest-two'))
  await t.rejects(updateLatest(runs, 'two'), { code: 'CONTAINERIZER_ERR_SANDBOX_FAILED' })
})
