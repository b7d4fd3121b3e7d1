import { errors } from '../errors.ts'
import { jsonSchema } from '../util/json-schema.ts'

/** As options are checked: one that the schema does not know is none. */
export const optionsSchema = (schema: object): object => ({ ...schema, additionalProperties: false })

/**
 * A plugin's options, copied, defaulted and frozen. Throws CONTAINERIZER_ERR_OPTION_INVALID naming plugin, option, value
 * and rule; an option the schema does not know is refused, those of Fastify itself (`prefix`, …) are dropped.
 */
export function readOptions<T extends object> (plugin: string, schema: object, given: object): T {
  const { prefix: _prefix, logLevel: _logLevel, logSerializers: _logSerializers, ...options } = given as Record<string, unknown>
  const copy = { ...options }
  const validate = jsonSchema(optionsSchema(schema))()
  if (validate(copy)) return Object.freeze(copy) as T
  const [first] = validate.errors as [NonNullable<typeof validate.errors>[number]]
  const where = first.keyword === 'additionalProperties'
    ? `${`${first.instancePath}/`.slice(1)}${first.params['additionalProperty']}: there is no such option`
    : `${first.instancePath.slice(1)}${first.instancePath === '' ? '' : ': '}${first.message}, not ${JSON.stringify(first.data)}`
  throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`${plugin}: ${where}`)
}
