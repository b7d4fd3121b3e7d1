import { rename } from 'node:fs/promises'
import { join } from 'node:path'

/** Moves a file into the sandbox in one step, in place of a file or a link of that name. */
export async function placeFile (file: string, directory: string, name: string): Promise<void> {
  try {
    await rename(file, join(directory, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
    throw new Error(`'${name}' is a directory in the sandbox already`)
  }
}
