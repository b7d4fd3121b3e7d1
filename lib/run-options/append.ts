/** Adds to the list of that name in `target`, which may not be there yet. */
export function append (target: object, key: string, ...items: unknown[]): void {
  const record = target as Record<string, unknown[] | undefined>
  record[key] = [...(record[key] ?? []), ...items]
}
