import { lstat, readlink, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Levels above a sandbox that go when they are empty: runs, executor, executors, framework. */
const PARENTS = 4

/**
 * Removes a sandbox, following no link, and what is left empty above it. `latest` goes with the run that it points to, unless `inUse` knows
 * a container of that name: its sandbox is about to be made.
 */
export async function removeRun (path: string, inUse: (containerId: string) => boolean): Promise<void> {
  await rm(path, { recursive: true, force: true })
  let parent = dirname(path)
  if (basename(parent) !== 'runs') return
  const latest = join(parent, 'latest')
  const target = await readlink(latest).catch(() => null)
  if (target !== null && !inUse(basename(target)) && await lstat(target).catch(() => null) === null) await rm(latest, { force: true })
  for (let level = 0; level < PARENTS; level++) {
    // Somebody else's run, or a new one, is in it.
    if (!await rmdir(parent).then(() => true, () => false)) return
    parent = dirname(parent)
  }
}
