import { constants, open, realpath } from 'node:fs/promises'
import { join } from 'node:path'

/** Longest read in bytes, 16 pages of memory as in the original. */
const MAX_READ = 64 * 1024
const RUN = /^(?<run>\/frameworks\/[^/]+\/executors\/[^/]+\/runs\/[^/]+)(?<rest>\/.*)?$/

export interface FilePart {
  /** Of the whole file, in bytes. */
  size: number
  data: Buffer
}

export interface FileFailure {
  status: 400 | 404
  text: string
}

/** The files of sandboxes, and nothing else of the machine: by real path, or by `/frameworks/F/executors/E/runs/latest/…`. */
export class SandboxFiles {
  readonly #root: string

  /** `root` is `<work_dir>/slaves/<agent id>`. */
  constructor (root: string) {
    this.#root = root
  }

  /** Reads up to `length` bytes (64 KiB at most) from `offset` on; beyond the end: none. */
  async read (path: string, offset: number, length = MAX_READ): Promise<FilePart | FileFailure> {
    const real = await this.#resolve(path)
    if (typeof real !== 'string') return real
    // Without blocking, or a fifo left in a sandbox would hold us for ever.
    const file = await open(real, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stat = await file.stat()
      if (stat.isDirectory()) return { status: 400, text: 'Cannot read a directory.\n' }
      if (!stat.isFile()) return { status: 400, text: 'Cannot read what is no file.\n' }
      const wanted = Math.max(Math.min(length, MAX_READ, stat.size - offset), 0)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset)
      return { size: stat.size, data: buffer.subarray(0, bytesRead) }
    } finally {
      await file.close()
    }
  }

  async #resolve (path: string): Promise<string | FileFailure> {
    const virtual = path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length) : path
    const { run, rest = '' } = RUN.exec(virtual)?.groups ?? {}
    if (run === undefined) return { status: 404, text: '' }
    try {
      const sandbox = await realpath(join(this.#root, run))
      const real = await realpath(join(sandbox, rest))
      return real === sandbox || real.startsWith(`${sandbox}/`) ? real : { status: 400, text: `'${path}' is inaccessible\n` }
    } catch {
      return { status: 404, text: '' }
    }
  }
}
