import { chmod, lstat, mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errors } from '../errors.ts'

/** f_type of file systems that live in memory: tmpfs and ramfs. */
const IN_MEMORY = [0x01021994, 0x858458f6]

export interface SecretFile { file: string, data: Uint8Array, readOnly: boolean }

/**
 * Files of secrets on a file system in memory, for the engine to bind into containers. They are there only from before
 * the creation of a container until it has started: the container keeps the file by its mount, and with it the file goes.
 * A copy into the container before its start was no choice: a tmpfs of the container is not mounted by then, so it would
 * come to lie on the engine's disk.
 */
export class SecretFiles {
  readonly #root: string

  /** `root` lies directly in a directory that exists, and is ours alone. */
  constructor (root: string) {
    this.#root = root
  }

  directoryOf (container: string): string {
    return join(this.#root, container)
  }

  /** Rejects with CONTAINERIZER_ERR_SANDBOX_FAILED when the place is not in memory, not ours or full. */
  async write (container: string, files: readonly SecretFile[]): Promise<void> {
    try {
      await this.#makeRoot()
      const directory = this.directoryOf(container)
      await mkdir(directory, { mode: 0o700 })
      for (const { file, data, readOnly } of files) {
        const path = join(directory, file)
        await writeFile(path, data, { flag: 'wx', mode: 0o600 })
        // For whatever user the container has: nobody else comes through the directory.
        await chmod(path, readOnly ? 0o444 : 0o666)
      }
    } catch (cause) {
      throw new errors.CONTAINERIZER_ERR_SANDBOX_FAILED(`Failed to write files of secrets: ${(cause as Error).message}`, { cause })
    }
  }

  /** Those of one container. Idempotent. */
  async remove (container: string): Promise<void> {
    await rm(this.directoryOf(container), { recursive: true, force: true })
  }

  /** All that an earlier run of this agent left. */
  async clear (): Promise<void> {
    await rm(this.#root, { recursive: true, force: true })
  }

  /** Where everybody may write, somebody else may have been there first. */
  async #makeRoot (): Promise<void> {
    await mkdir(this.#root, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error })
    const found = await lstat(this.#root)
    if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o077) !== 0) throw new Error(`${this.#root} must be a directory of this agent alone`)
    const { type } = await statfs(this.#root)
    if (!IN_MEMORY.includes(type)) throw new Error(`${this.#root} must lie on a tmpfs or ramfs`)
  }
}
