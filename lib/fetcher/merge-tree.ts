import { lstat, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Moves what is in one directory into another on the same file system. Files and links replace what has their name,
 * directories are merged with real directories; a clash of the two kinds rejects.
 */
export async function mergeTree (from: string, into: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(into, entry.name)]
    if (entry.isDirectory() && await isDirectory(target)) await mergeTree(source, target)
    else await rename(source, target)
  }
}

async function isDirectory (path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory()
  } catch {
    // Whatever keeps us from seeing it, rename will say better.
    return false
  }
}
