/** Whether the whole text fits one of the patterns: `*` stands for any characters, `?` for one. */
export function fitsAny (patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => {
    const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')
    return new RegExp(`^${source}$`, 's').test(text)
  })
}
