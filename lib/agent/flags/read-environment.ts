import type { GivenFlag } from './read-argv.ts'

/** The flags among the variables `MESOS_<NAME>`; what `knows` does not know is left out and named in a warning (names only, values may be secret). */
export function readEnvironment (env: Readonly<Record<string, string | undefined>>, knows: (name: string) => boolean): { given: GivenFlag[], warnings: string[] } {
  const given: GivenFlag[] = []
  const warnings: string[] = []
  for (const [key, text] of Object.entries(env)) {
    if (!key.startsWith('MESOS_') || text === undefined) continue
    const name = key.slice('MESOS_'.length).toLowerCase()
    if (knows(name.replace(/^no-/, ''))) given.push({ name, text })
    else warnings.push(`Environment variable '${key}' names no flag and is ignored`)
  }
  return { given, warnings }
}
