import t from 'tap'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import { judgeHostPaths } from '../../lib/docker/judge-host-paths.ts'
import type { Policy } from '../../types/policy.ts'
import { SecretFiles } from '../../lib/sandbox/secret-files.ts'
import { newId, shell, taskConfig } from '../fixtures/docker-parts.ts'

const secretFiles = new SecretFiles('/nowhere/secrets')
const run = dockerRun('agent', newId(), taskConfig('/nowhere', shell('true')), {})

t.test('a link counts as what it leads to', async (t) => {
  const root = t.testdir({ plain: {}, meta: {} })
  const at = (name: string): string => join(root, name)
  symlinkSync('/etc', at('out'))
  symlinkSync('out', at('twice'))
  symlinkSync('meta', at('inside'))
  symlinkSync('loop', at('loop'))
  const judge = (name: string, policy: Policy = {}) => judgeHostPaths({ policy, protectedPaths: [at('meta')], secretFiles }, run, [at(name)])
  const refused = (name: string, rule: string) => t.rejects(judge(name), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `policy hostPaths "${at(name)}": ${rule}` })
  await judge('plain')
  await judge('missing')
  await refused('out', 'leads to /etc, which is protected')
  await refused('twice', 'leads to /etc, which is protected')
  await refused('twice/not-there', 'leads to /etc, which is protected')
  await refused('inside', `leads to ${at('meta')}, which is protected`)
  await refused('loop', 'cannot be followed: ELOOP')
  await judge('out', { hostPaths: { allow: ['/etc'] } })
  await judge('out', { hostPaths: { allow: [at('out')] } })
  await judge('loop', 'mesos')
})

t.test('the sandbox is not followed', async (t) => {
  t.equal(await judgeHostPaths({ policy: { hostPaths: { deny: ['/nowhere'] } }, protectedPaths: [], secretFiles }, run, [run.config.directory]), undefined)
})

t.test('where the host is not seen, a path that leads to nothing protected is refused as well', async (t) => {
  const judge = (policy: Policy, source: string) => judgeHostPaths({ policy, protectedPaths: [], onlyAllowed: true, secretFiles }, run, [source])
  await t.rejects(judge({}, '/srv/data'), { message: /^policy hostPaths "\/srv\/data": must lie below a path that the policy allows/ })
  await judge({ hostPaths: { allow: ['/srv'] } }, '/srv/data')
  await judge('mesos', '/srv/data')
  await judge({}, run.config.directory)
})
