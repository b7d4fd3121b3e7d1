const UNITS: Array<[name: string, ms: number]> = [
  ['weeks', 604_800_000], ['days', 86_400_000], ['hrs', 3_600_000], ['mins', 60_000], ['secs', 1000], ['ms', 1], ['us', 1e-3], ['ns', 1e-6]
]

/** Milliseconds as the original writes a duration: a number of the largest unit that is not below one, `5secs`, `1.5mins`. */
export function durationText (ms: number): string {
  const nanoseconds = Math.round(ms * 1e6)
  const [name, size] = UNITS.find(([, size]) => Math.abs(nanoseconds) >= size * 1e6) ?? ['ns', 1e-6]
  return `${nanoseconds / (size * 1e6)}${name}`
}
