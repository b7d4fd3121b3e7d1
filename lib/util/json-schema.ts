import { Ajv } from 'ajv'
import type { Format, ValidateFunction } from 'ajv'

/**
 * A check by a schema of our own, compiled when it is first asked for. The check sets defaults in what it is given, and its errors
 * have the value. The compiler itself refuses keywords it does not know and values they cannot have; the schema of
 * schemas, compiled as well, would cost a start more than they all.
 */
export function jsonSchema<T> (schema: object, formats: Record<string, Format> = {}): () => ValidateFunction<T> {
  let compiled: ValidateFunction<T> | undefined
  return () => {
    compiled ??= new Ajv({ useDefaults: true, verbose: true, allowUnionTypes: true, meta: false, validateSchema: false, formats }).compile<T>(schema)
    return compiled
  }
}
