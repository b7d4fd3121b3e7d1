import { lstat, rename, rm } from 'node:fs/promises'

const SUFFIXES = ['', '.gz']

/**
 * Makes way for a new `<path>.1` by moving each `<path>.<n>` on, compressed or not, up to the first number that is free; the one
 * beyond `keep` goes. Broken off anywhere, doing it again loses nothing.
 */
export async function shiftFiles (path: string, keep: number): Promise<void> {
  let free = 1
  while (free <= keep && (await namesOf(path, free)).length > 0) free++
  if (free > keep) {
    free = keep
    for (const suffix of SUFFIXES) await rm(`${path}.${keep}${suffix}`, { force: true })
  }
  for (let number = free - 1; number >= 1; number--) {
    for (const suffix of await namesOf(path, number)) await rename(`${path}.${number}${suffix}`, `${path}.${number + 1}${suffix}`)
  }
}

/** The suffixes under which there is something. */
async function namesOf (path: string, number: number): Promise<string[]> {
  const there = await Promise.all(SUFFIXES.map((suffix) => lstat(`${path}.${number}${suffix}`).then(() => true, () => false)))
  return SUFFIXES.filter((_suffix, at) => there[at])
}
