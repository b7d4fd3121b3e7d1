import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { workDirId } from '../../lib/agent/work-dir-id.ts'

t.test('a work_dir has one identity, whoever asks first', async (t) => {
  const workDir = t.testdir()
  const ids = await Promise.all([workDirId(workDir), workDirId(workDir), workDirId(workDir)])
  t.match(ids[0], /^[0-9a-f-]{36}$/)
  t.strictSame(new Set(ids).size, 1)
  t.equal(await workDirId(workDir), ids[0])
  t.strictSame(readdirSync(join(workDir, 'meta')), ['work_dir_id'])
  t.not(await workDirId(t.testdir({ other: {} }) + '/other'), ids[0])
})

t.test('a work_dir that cannot have one is an error', async (t) => {
  const workDir = t.testdir()
  writeFileSync(join(workDir, 'meta'), '')
  await t.rejects(workDirId(workDir), { code: 'EEXIST' })
})
