import { rename, rm, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errors } from '../errors.ts'

/**
 * Points `<runsDirectory>/latest` at the run of that container: absolute as the original's, and replaced in one step, so
 * that nobody sees it missing. Rejects with CONTAINERIZER_ERR_SANDBOX_FAILED.
 */
export async function updateLatest (runsDirectory: string, containerId: string): Promise<void> {
  const link = join(runsDirectory, 'latest')
  const temporary = join(runsDirectory, `.latest-${containerId}`)
  try {
    await rm(temporary, { force: true })
    await symlink(resolve(runsDirectory, containerId), temporary)
    await rename(temporary, link)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new errors.CONTAINERIZER_ERR_SANDBOX_FAILED(`Failed to update symlink '${link}': ${(cause as Error).message}`, { cause })
  }
}
