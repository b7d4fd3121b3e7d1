import { lstat, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Moves what is in one directory into another on the same file system. Files and links replace what has their name,
 * directories are merged with real directories; a clash of the two kinds rejects before anything is moved.
 */
export async function mergeTree (from: string, into: string): Promise<void> {
  await refuseClashes(from, into)
  await merge(from, into)
}

async function refuseClashes (from: string, into: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const kind = await kindOf(join(into, entry.name))
    if (kind === 'none' || (kind === 'file' && !entry.isDirectory())) continue
    if (kind === 'file' || !entry.isDirectory()) throw new Error(`'${entry.name}' is a ${kind} in the sandbox already`)
    await refuseClashes(join(from, entry.name), join(into, entry.name))
  }
}

async function merge (from: string, into: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(into, entry.name)]
    if (entry.isDirectory() && await kindOf(target) === 'directory') await merge(source, target)
    else await rename(source, target)
  }
}

async function kindOf (path: string): Promise<'none' | 'directory' | 'file'> {
  try {
    return (await lstat(path)).isDirectory() ? 'directory' : 'file'
  } catch {
    // Whatever keeps us from seeing it, rename will say better.
    return 'none'
  }
}
