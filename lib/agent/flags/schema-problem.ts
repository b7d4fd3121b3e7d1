import type { ErrorObject } from 'ajv'

/** Their message does not say which property or which values are meant. */
const keywordsWithValue = new Set(['additionalProperties', 'enum', 'const'])

/** The first of what a schema found wrong in a flag's JSON, in words: where, and the rule. */
export function schemaProblem (errors: ErrorObject[] | null | undefined): string {
  const [{ keyword, instancePath, message, params }] = errors as [ErrorObject]
  const rule = keywordsWithValue.has(keyword) ? `${message}: ${Object.values(params).flat().join(', ')}` : message
  return `${instancePath.slice(1).replaceAll('/', '.')} ${rule}`.trim()
}
