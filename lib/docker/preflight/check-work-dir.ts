import { access, constants, mkdir, readFile, realpath } from 'node:fs/promises'
import { errors } from '../../errors.ts'
import { mountOf } from './mount-of.ts'

export interface WorkDirFacts {
  path: string
  /** Type of the file system it is on, such as `ext4`. */
  fileSystem: string
  mountPoint: string
}

/** Makes the directory when missing. Throws CONTAINERIZER_ERR_OPTION_INVALID when it cannot be written to. */
export async function checkWorkDir (path: string): Promise<WorkDirFacts> {
  try {
    await mkdir(path, { recursive: true })
    await access(path, constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`work_dir: '${path}' must be a writable directory: ${(cause as Error).message}`, { cause })
  }
  const { fileSystem, mountPoint } = mountOf(await realpath(path), await readFile('/proc/self/mounts', 'utf8'))
  return { path, fileSystem, mountPoint }
}
