import { chown, lstat, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Owner } from './owner.ts'

/**
 * Makes the directories `components` below `root`, new ones 0755 and given to `owner`, and returns the last. Anything
 * but a directory on the way, a link to one included, is refused: what lies behind a link is not ours to write to.
 */
export async function makeDirectories (root: string, components: string[], owner?: Owner): Promise<string> {
  let path = root
  for (const component of components) {
    path = join(path, component)
    try {
      await mkdir(path, 0o755)
      if (owner) await chown(path, owner.uid, owner.gid)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (!(await lstat(path)).isDirectory()) throw new Error(`'${component}' on the way to the file is not a directory`)
    }
  }
  return path
}
