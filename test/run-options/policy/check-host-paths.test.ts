import t from 'tap'
import { checkHostPaths, pathsToResolve } from '../../../lib/run-options/policy/check-host-paths.ts'
import type { PolicyRule } from '../../../types/index.ts'

const links: Record<string, string> = {
  '/home/link/../shadow': '/etc/shadow', '/home/link': '/etc/ssh', '/var/run/docker.sock': '/run/docker.sock', '/agent/sandbox/out': '/root'
}
const machine = { own: ['/agent/sandbox'], protectedPaths: ['/agent', '/var/run/docker.sock'] }
const check = (source: string, rule: PolicyRule = {}) => checkHostPaths([source], rule, machine, (path) => links[path] ?? path)

for (const source of ['/srv/data', '/home', '/agent/sandbox', '/agent/sandbox/in', '/agent/sandbox/a/../b', '/etcetera', '/var/lib']) {
  t.test(`${source} is nobody's`, async (t) => {
    t.doesNotThrow(() => check(source))
  })
}

for (const [source, found] of [
  ['/', '/etc'],
  ['/etc/passwd', '/etc'],
  ['/srv/../root', '/root'],
  ['//etc', '/etc'],
  ['/home/link', '/etc'],
  ['/home/link/../shadow', '/etc'],
  ['/run', '/var/run/docker.sock'],
  ['/agent', '/agent'],
  ['/agent/sandboxes', '/agent'],
  ['/agent/sandbox/../meta', '/agent'],
  ['/agent/sandbox/out', '/root']
] as const) {
  t.test(`${source} leads to ${found}, and can be allowed`, async (t) => {
    t.throws(() => check(source), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `policy hostPaths "${source}": leads to ${found}, which is protected` })
    t.doesNotThrow(() => check(source, { allow: ['/'] }))
  })
}

t.test('what is allowed is so with all below it, by the place to which it leads', async (t) => {
  t.doesNotThrow(() => check('/home/link', { allow: ['/etc/ssh'] }))
  t.doesNotThrow(() => check('/etc/ssh/keys', { allow: ['/home/link'] }))
  t.throws(() => check('/etc', { allow: ['/etc/ssh'] }))
})

t.test('a denied path is refused though it is allowed as well, and so is one above it', async (t) => {
  const rule = { allow: ['/srv'], deny: ['/srv/a'] }
  t.throws(() => check('/srv/a/b', rule), { message: 'policy hostPaths "/srv/a/b": leads to /srv/a, which is denied' })
  t.throws(() => check('/srv', rule), { message: 'policy hostPaths "/srv": leads to /srv/a, which is denied' })
  t.doesNotThrow(() => check('/srv/b', rule))
})

t.test('what the agent itself shows is not judged', async (t) => {
  t.doesNotThrow(() => check('/agent/sandbox', { deny: ['/agent'] }))
})

t.test('all that has to be resolved is told beforehand', async (t) => {
  const rule = { allow: ['/allowed'], deny: ['/denied'] }
  const paths = pathsToResolve(['/a/../b'], rule, machine)
  t.same(paths, ['/a/../b', '/b', '/allowed', '/denied', '/agent/sandbox', '/etc', '/root', '/proc', '/sys', '/dev', '/agent', '/var/run/docker.sock'])
  const asked = new Set<string>()
  checkHostPaths(['/a/../b'], rule, machine, (path) => { asked.add(path); return path })
  t.same([...asked].filter((path) => !paths.includes(path)), [])
})

t.test('where links cannot be followed, nothing is shown but what is allowed and what is the agent\'s own', async (t) => {
  const blind = (source: string, rule: PolicyRule = {}) => checkHostPaths([source], rule, { ...machine, onlyAllowed: true }, (path) => links[path] ?? path)
  const refused = (source: string) => ({ code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `policy hostPaths "${source}": must lie below a path that the policy allows (hostPaths allow), where executors have containers of their own (docker_mesos_image)` })
  t.throws(() => blind('/srv/data'), refused('/srv/data'))
  t.throws(() => blind('/srv/data', { allow: ['/srv/data/a', '/srv/dat'] }), refused('/srv/data'))
  t.throws(() => blind('/agent/sandbox/out'), refused('/agent/sandbox/out'), 'a link in the sandbox is followed')
  t.throws(() => blind('/srv/data', { allow: ['/srv'], deny: ['/srv/data'] }), { message: /is denied/ })
  t.doesNotThrow(() => blind('/srv/data', { allow: ['/srv'] }))
  t.doesNotThrow(() => blind('/agent/sandbox/in'))
})
