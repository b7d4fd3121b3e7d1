/** The fields of one line of comma separated values; a field in double quotes may hold commas. Broken quotes: undefined. */
export function parseCsv (line: string): string[] | undefined {
  if (!/^("([^"]|"")*"|[^",]*)(,("([^"]|"")*"|[^",]*))*$/.test(line)) return undefined
  const fields: string[] = []
  for (const [, quoted, bare] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)) {
    fields.push(quoted === undefined ? bare as string : quoted.replaceAll('""', '"'))
  }
  return fields
}
