import type { Policy } from '../../../types/policy.ts'
import { errors } from '../../errors.ts'
import { policySchema } from '../../run-options/policy/policy-schema.ts'
import { jsonSchema } from '../../util/json-schema.ts'

const policyCheck = jsonSchema<Policy>(policySchema)

/** The policy of `--docker_policy`; the default one where the flag is not set. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseDockerPolicy (value: unknown): Policy {
  if (value === undefined) return {}
  const validate = policyCheck()
  if (validate(value)) return value
  const [{ instancePath, message, params }] = validate.errors as [NonNullable<typeof validate.errors>[number]]
  const where = instancePath.slice(1).replaceAll('/', '.')
  const what = 'additionalProperty' in params ? `there is no rule '${params['additionalProperty']}'` : message
  throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Flag 'docker_policy': ${where === '' ? '' : `${where}: `}${what}`)
}
