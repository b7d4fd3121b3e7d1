/** Why this cannot be the id of a task, executor or framework; undefined when it can. Ids become directory names. */
export function idError (id: string): string | undefined {
  if (id === '') return 'ID must not be empty'
  if (id.length > 255) return 'ID must not be greater than 255 characters'
  if (id === '.' || id === '..') return `'${id}' is disallowed`
  if ([...id].some(isForbidden)) return `'${id}' contains invalid characters`
  return undefined
}

function isForbidden (character: string): boolean {
  return character < ' ' || character === '\x7f' || character === '/' || character === '\\'
}
