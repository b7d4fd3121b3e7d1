import { existsSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { prepareSandboxPath } from '../../lib/checkpoint/prepare-sandbox-path.ts'

t.test('the way to a sandbox is made, and `latest` points there', async (t) => {
  const workDir = t.testdir()
  const path = await prepareSandboxPath({ workDir, agentId: 'a', frameworkId: 'f', executorId: 'e', containerId: 'c' })
  t.equal(path, join(workDir, 'slaves/a/frameworks/f/executors/e/runs/c'))
  t.equal(readlinkSync(join(path, '../latest')), path)
  t.notOk(existsSync(path))
  await t.rejects(prepareSandboxPath({ workDir, agentId: 'a', frameworkId: '..', executorId: 'e', containerId: 'c' }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
})
