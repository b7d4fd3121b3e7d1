const GROUPS = [['ro', 'rw'], ['z', 'Z'], ['consistent', 'cached', 'delegated'], ['nocopy'], ['shared', 'slave', 'private', 'rshared', 'rslave', 'rprivate']]

/** Whether `ro,z,rslave` and the like is a mode: one word of a kind. Only volumes are not copied into, only host paths propagate. */
export function isBindMode (text: string, named: boolean): boolean {
  const kinds = text.split(',').map((word) => GROUPS.findIndex((words) => words.includes(word)))
  const foreign = named ? 4 : 3
  return !kinds.includes(-1) && !kinds.includes(foreign) && new Set(kinds).size === kinds.length
}
