const NS: Record<string, number> = { h: 3.6e12, m: 6e10, s: 1e9, ms: 1e6, us: 1e3, µs: 1e3, ns: 1 }

/** Nanoseconds from a duration such as `1h2m3.5s`, or undefined. A number without a unit is none, except 0. */
export function parseDuration (text: string): number | undefined {
  if (text === '0') return 0
  if (!/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(text)) return undefined
  let total = 0
  for (const [, number, unit] of text.matchAll(/([\d.]+)([a-zµ]+)/g)) total += Number(number) * (NS[unit as string] as number)
  return Math.round(total)
}
