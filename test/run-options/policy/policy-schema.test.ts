import t from 'tap'
import { Ajv } from 'ajv'
import { policySchema } from '../../../lib/run-options/policy/policy-schema.ts'
import type { PolicyRules } from '../../../types/index.ts'

const valid = new Ajv({ allowUnionTypes: true }).compile(policySchema)

t.test('every rule has a place, and only those', async (t) => {
  const lists = { allow: ['/a'], deny: ['/b'] }
  const every: Required<PolicyRules> = {
    privileged: false,
    capabilities: lists,
    devices: lists,
    namespaces: lists,
    securityOptions: lists,
    hostPaths: lists,
    images: lists,
    volumeDrivers: lists,
    runtimes: lists,
    parameters: lists
  }
  t.ok(valid(every))
  t.same(Object.keys(policySchema.properties).sort(), Object.keys(every).sort())
  t.ok(valid('mesos'))
  for (const wrong of ['docker', { other: lists }, { images: { allow: 'x' } }, { images: { allow: [''] } }, { hostPaths: { allow: ['a'] } }, { privileged: 'yes' }]) t.notOk(valid(wrong))
})
