import { readdir, realpath } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { FileInfo } from '../../../types/mesos-v1.ts'
import { isInside } from '../../util/is-inside.ts'
import { fileInfos } from './file-infos.ts'
import { openInside } from './open-inside.ts'

/** Longest read in bytes, 16 pages of memory as in the original. */
const MAX_READ = 64 * 1024
const RUN = /^(?<run>\/frameworks\/[^/]+\/executors\/[^/]+\/runs\/[^/]+)(?<rest>\/.*)?$/

export interface FilePart {
  /** Of the whole file, in bytes. */
  size: number
  data: Buffer
}

export interface FileDownload {
  name: string
  size: number
  content: Readable
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
    const opened = await this.#open(path, 'read')
    if (!('file' in opened)) return opened
    const { file, size } = opened
    try {
      const wanted = Math.max(Math.min(length, MAX_READ, size - offset), 0)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, offset)
      return { size, data: buffer.subarray(0, bytesRead) }
    } finally {
      await file.close()
    }
  }

  /** All of a file as it is now. Whoever takes it reads or destroys the stream. */
  async download (path: string): Promise<FileDownload | FileFailure> {
    const opened = await this.#open(path, 'download')
    if (!('file' in opened)) return opened
    const { file, size } = opened
    const name = basename(path)
    // One that grows is given as long as its length was said to be, and a range cannot be empty.
    if (size > 0) return { name, size, content: file.createReadStream({ start: 0, end: size - 1 }) }
    await file.close()
    return { name, size, content: Readable.from([]) }
  }

  /** What is in a directory. */
  async list (path: string): Promise<FileInfo[] | FileFailure> {
    const directory = await this.#reach(path)
    if ('text' in directory) return directory
    try {
      return await fileInfos(`/proc/self/fd/${directory.fd}`, path)
    } finally {
      await directory.close()
    }
  }

  /** Every directory whose files can be read, with where it is on the machine: each run by its path there, the last run of each executor by its names. */
  async attached (): Promise<Record<string, string>> {
    const found: Record<string, string> = {}
    let level = ['']
    for (const name of ['frameworks', 'executors', 'runs']) level = (await Promise.all(level.map(each => this.#within(`${each}/${name}`)))).flat()
    for (const run of level.toSorted()) {
      const real = await realpath(join(this.#root, run)).catch(() => null)
      if (real === null) continue
      // By the root's own name, also where that is a link: so it can be asked for.
      const path = join(this.#root, dirname(run), basename(real))
      found[join(this.#root, run)] = path
      if (basename(run) === 'latest') found[run] = path
    }
    return found
  }

  /** Paths of what is in a directory; none where it is none. */
  async #within (path: string): Promise<string[]> {
    return (await readdir(join(this.#root, path)).catch(() => [])).map(name => `${path}/${name}`)
  }

  async #open (path: string, verb: string): Promise<{ file: FileHandle, size: number } | FileFailure> {
    const file = await this.#reach(path)
    if ('text' in file) return file
    const stat = await file.stat()
    if (stat.isFile()) return { file, size: stat.size }
    await file.close()
    return { status: 400, text: stat.isDirectory() ? `Cannot ${verb} a directory.\n` : `Cannot ${verb} what is no file.\n` }
  }

  async #reach (path: string): Promise<FileHandle | FileFailure> {
    const virtual = path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length) : path
    const { run, rest = '' } = RUN.exec(virtual)?.groups ?? {}
    if (run === undefined) return { status: 404, text: '' }
    try {
      const sandbox = await realpath(join(this.#root, run))
      const real = await realpath(join(sandbox, rest))
      const file = isInside(sandbox, real) ? await openInside(sandbox, real) : null
      return file ?? { status: 400, text: `'${path}' is inaccessible\n` }
    } catch {
      return { status: 404, text: '' }
    }
  }
}
