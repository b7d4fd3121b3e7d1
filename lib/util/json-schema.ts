import { createRequire } from 'node:module'
import type * as ajv from 'ajv'
import type { Format, ValidateFunction } from 'ajv'
import { compiledChecks } from './compiled-checks.ts'

export const ajvOptions = { useDefaults: true, verbose: true, allowUnionTypes: true, meta: false, validateSchema: false } as const

/**
 * A check by a schema of our own, compiled when it is first asked for unless the build has done so. The check sets defaults in what it is given,
 * and its errors have the value. The compiler itself refuses keywords it does not know and values they cannot have; the schema of
 * schemas, compiled as well, would cost more than they all.
 */
export function jsonSchema<T> (schema: object, formats: Record<string, Format> = {}): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined
  return () => {
    compiled ??= compiledChecks.get(JSON.stringify(schema)) as ValidateFunction<T> | undefined ?? compile<T>(schema, formats)
    return compiled
  }
}

/** The compiler is loaded when there is something to compile: that takes a tenth of a second. */
function compile<T> (schema: object, formats: Record<string, Format>): ValidateFunction<T> {
  const { Ajv } = createRequire(import.meta.url)('ajv') as typeof ajv
  return new Ajv({ ...ajvOptions, formats }).compile<T>(schema)
}
