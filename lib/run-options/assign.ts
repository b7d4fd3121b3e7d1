/** Adds entries to the map of that name in `target`, which may not be there yet; later entries win. */
export function assign (target: object, key: string, entries: object): void {
  const record = target as Record<string, object | undefined>
  record[key] = { ...record[key], ...entries }
}
