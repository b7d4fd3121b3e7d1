import type { ValidateFunction } from 'ajv'

/** Checks by the text of their schema. Filled by the build with those that a start needs, see scripts/compile-checks.mjs; compiling them takes an agent a tenth of a second. */
export const compiledChecks: ReadonlyMap<string, ValidateFunction> = new Map()
