const lists = (item: object): object => ({
  type: 'object',
  additionalProperties: false,
  properties: { allow: { type: 'array', items: item }, deny: { type: 'array', items: item } }
})
const names = lists({ type: 'string', minLength: 1 })
const rules = ['capabilities', 'devices', 'namespaces', 'securityOptions', 'images', 'volumeDrivers', 'runtimes', 'parameters']

/** JSON schema of a Policy. */
export const policySchema = {
  type: ['string', 'object'],
  if: { type: 'string' },
  then: { enum: ['mesos'] },
  additionalProperties: false,
  properties: {
    privileged: { type: 'boolean' },
    ...Object.fromEntries(rules.map((rule) => [rule, names])),
    hostPaths: lists({ type: 'string', pattern: '^/' })
  }
}
