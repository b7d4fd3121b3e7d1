const UNITS = ['', 'k', 'm', 'g', 't', 'p']

/** Bytes from `64m`, `1.5GiB`, `1024`: powers of 1024, rounded down. Anything else: undefined. */
export function parseSize (text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?) ?([kmgtp]?)(?:i?b)?$/i.exec(text)
  if (match === null) return undefined
  const [, number, unit] = match as unknown as [string, string, string]
  return Math.floor(Number(number) * 1024 ** UNITS.indexOf(unit.toLowerCase()))
}
