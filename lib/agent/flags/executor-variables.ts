import { errors } from '../../errors.ts'

/** The environment of `--executor_environment_variables`, or of another flag of its kind; values are not quoted in the refusal. Throws CONTAINERIZER_ERR_OPTION_INVALID. */
export function parseExecutorVariables (value: unknown, flag = 'executor_environment_variables'): Record<string, string> {
  if (value === undefined) return {}
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const wrong = isObject ? Object.entries(value).find(([, text]) => typeof text !== 'string')?.[0] : undefined
  if (isObject && wrong === undefined) return value as Record<string, string>
  throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(
    `Flag '${flag}': ${wrong === undefined ? 'it must be a JSON object' : `the value of '${wrong}' must be a text`}`)
}
