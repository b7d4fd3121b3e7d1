import t from 'tap'
import { parseDockerPolicy } from '../../../lib/agent/flags/docker-policy.ts'

t.test('without the flag it is the default one, the word and rules are taken as they are', async t => {
  t.strictSame(parseDockerPolicy(undefined), {})
  t.equal(parseDockerPolicy('mesos'), 'mesos')
  const rules = { privileged: true, capabilities: { allow: ['CAP_NET_*'] }, hostPaths: { deny: ['/srv'] } }
  t.strictSame(parseDockerPolicy(rules), rules)
})

t.test('what is no policy is refused', async t => {
  const refused = (value: unknown, reason: string) => t.throws(() => parseDockerPolicy(value), {
    code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: `Flag 'docker_policy': ${reason}`
  })
  refused('docker', 'must be equal to one of the allowed values')
  refused([], 'must be string,object')
  refused({ colour: {} }, 'there is no rule \'colour\'')
  refused({ images: { allowed: [] } }, 'images: there is no rule \'allowed\'')
  refused({ images: { allow: [1] } }, 'images.allow.0: must be string')
  refused({ hostPaths: { deny: ['srv'] } }, 'hostPaths.deny.0: must match pattern "^/"')
})
