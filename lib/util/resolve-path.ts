import { readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/**
 * An absolute path as the kernel would follow it, without symbolic links and `..`. What is not there yet stays as it is
 * named, also behind a link that leads nowhere. Rejects where it cannot be followed, as in a loop of links.
 */
export async function resolvePath (path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const parent = await resolvePath(dirname(path))
  const own = join(parent, basename(path))
  const target = await readlink(own).catch(() => null)
  return target === null ? own : resolvePath(resolve(parent, target))
}
