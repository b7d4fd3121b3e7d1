import { mkdirSync, readdirSync, readFileSync, readlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { agentIdentity } from '../../lib/agent/agent-identity.ts'

t.test('a new work_dir makes a new agent, which is found again', async t => {
  const workDir = t.testdir()
  const first = await agentIdentity(workDir)
  t.match(first, { agentId: /^[0-9a-f-]{36}-S0$/, fresh: true, rebooted: false })
  t.equal(readlinkSync(join(workDir, 'meta/slaves/latest')), join(workDir, 'meta/slaves', first.agentId))
  t.strictSame(readdirSync(join(workDir, 'meta/slaves')).sort(), [first.agentId, 'latest'].sort())
  t.strictSame(await agentIdentity(workDir), { agentId: first.agentId, fresh: false, rebooted: false })
})

t.test('after a boot of the host it is the same agent, whose processes are gone', async t => {
  const workDir = t.testdir()
  const { agentId } = await agentIdentity(workDir)
  writeFileSync(join(workDir, 'meta/boot_id'), '11111111-2222-3333-4444-555555555555\n')
  t.strictSame(await agentIdentity(workDir), { agentId, fresh: false, rebooted: true })
  t.strictSame(await agentIdentity(workDir), { agentId, fresh: false, rebooted: false }, 'which is told once')
  t.equal(readFileSync(join(workDir, 'meta/boot_id'), 'utf8'), readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
})

t.test('without the link it is another agent', async t => {
  const workDir = t.testdir()
  const { agentId } = await agentIdentity(workDir)
  unlinkSync(join(workDir, 'meta/slaves/latest'))
  const next = await agentIdentity(workDir)
  t.not(next.agentId, agentId)
  t.equal(next.fresh, true)
})

t.test('what cannot be read is not taken for absent', async t => {
  const workDir = t.testdir()
  mkdirSync(join(workDir, 'meta/slaves/latest'), { recursive: true })
  await t.rejects(agentIdentity(workDir), { code: 'EINVAL' })
})
