import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The sandbox of one run of an executor, or of a container without framework. */
export interface FoundRun {
  path: string
  containerId: string
  /** When its files last changed, in milliseconds. */
  changed: number
}

/** Every sandbox below the work directory, those of earlier agents too. Rejects when one goes meanwhile. */
export async function findRuns (workDir: string): Promise<FoundRun[]> {
  const found: FoundRun[] = []
  const add = async (runs: string): Promise<void> => {
    for (const containerId of await directoriesIn(runs)) {
      const path = join(runs, containerId)
      found.push({ path, containerId, changed: await lastChange(path) })
    }
  }
  await add(join(workDir, 'containers'))
  for (const runs of await runsDirectories(workDir)) await add(runs)
  return found
}

/** `<work_dir>/slaves/<S>/frameworks/<F>/executors/<E>/runs`, all of them. */
async function runsDirectories (workDir: string): Promise<string[]> {
  let level = [join(workDir, 'slaves')]
  for (const name of ['frameworks', 'executors', 'runs']) {
    level = (await Promise.all(level.map(async (each) => (await directoriesIn(each)).map((id) => join(each, id, name))))).flat()
  }
  return level
}

/** Links are none. */
async function directoriesIn (directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** A directory does not change with what is written to its files. */
async function lastChange (path: string): Promise<number> {
  const files = await Promise.all(['stdout', 'stderr'].map((name) => lstat(join(path, name)).then(({ mtimeMs }) => mtimeMs, () => 0)))
  return Math.max((await lstat(path)).mtimeMs, ...files)
}
