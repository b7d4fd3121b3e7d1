// eslint-disable-next-line no-control-regex
const INVALID = /[\u0000-\u001f\u007f/\\]/

/**
 * What is wrong with an id of a framework, executor, task or container, in the original's words; undefined: nothing.
 * Ids become path components, hence the rules.
 */
export function validateId (id: string): string | undefined {
  if (id === '') return 'ID must not be empty'
  if (Buffer.byteLength(id) > 255) return 'ID must not be greater than 255 characters'
  if (id === '.' || id === '..') return `'${id}' is disallowed`
  if (INVALID.test(id)) return `'${id}' contains invalid characters`
  return undefined
}
