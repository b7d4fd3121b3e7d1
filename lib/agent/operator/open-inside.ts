import { constants, open, readlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { isInside } from '../../util/is-inside.ts'

/**
 * Opens a file or directory for reading by its real path. Null: what is there by now is not in that directory. Whoever fills a sandbox may put a link in
 * the place of a directory after its path was looked at, and the agent may read everything.
 */
export async function openInside (directory: string, path: string): Promise<FileHandle | null> {
  // Without blocking, or a fifo left in a sandbox would hold us for ever.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const opened = await readlink(`/proc/self/fd/${file.fd}`)
  if (isInside(directory, opened)) return file
  await file.close()
  return null
}
