import { createWriteStream } from 'node:fs'
import { chmod, chown, lchown, link, lstat, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { innerPath } from './inner-path.ts'
import { makeDirectories } from './make-directories.ts'
import type { Readable } from 'node:stream'
import type { Owner } from './owner.ts'

/**
 * Takes an archive's entries into a directory of its own, in order; a later one replaces an earlier of that name.
 * Every entry that would reach out of the directory, or through a link within it, is refused with an error.
 */
export class ArchiveTree {
  readonly #root: string
  readonly #owner: Owner | undefined
  readonly #signal: AbortSignal | undefined

  constructor (root: string, owner?: Owner, signal?: AbortSignal) {
    this.#root = root
    this.#owner = owner
    this.#signal = signal
  }

  async directory (name: string, mode: number): Promise<void> {
    const components = innerPath(name)
    if (components.length === 0) return
    const path = await makeDirectories(this.#root, components, this.#owner)
    // Whatever the archive says, its owner can go on working in it. No set-id bits.
    await chmod(path, (mode & 0o777) | 0o700)
  }

  /** `signal` in place of the tree's own ends the writing of this file. */
  async file (name: string, mode: number, content: Readable, signal = this.#signal): Promise<void> {
    const path = await this.#free(name)
    // The umask decides, as with any file that is made.
    await pipeline(content, createWriteStream(path, { flags: 'wx', mode: mode & 0o777 }), signal === undefined ? {} : { signal })
    if (this.#owner) await chown(path, this.#owner.uid, this.#owner.gid)
  }

  async symlink (name: string, target: string): Promise<void> {
    if (!staysInside(innerPath(name).length - 1, target)) throw new Error(`'${name}' links to '${target}' outside the archive`)
    const path = await this.#free(name)
    await symlink(target, path)
    if (this.#owner) await lchown(path, this.#owner.uid, this.#owner.gid)
  }

  async hardLink (name: string, target: string): Promise<void> {
    const components = innerPath(target)
    const parent = await makeDirectories(this.#root, components.slice(0, -1), this.#owner)
    const existing = join(parent, ...components.slice(-1))
    if (!(await lstat(existing)).isFile()) throw new Error(`'${name}' is a hard link to '${target}', which is not a file`)
    const path = await this.#free(name)
    await link(existing, path)
  }

  /** Path for a new entry: its directory made, what had the name gone. */
  async #free (name: string): Promise<string> {
    const components = innerPath(name)
    const last = components.pop()
    if (last === undefined) throw new Error(`'${name}' is not a name for a file`)
    const path = join(await makeDirectories(this.#root, components, this.#owner), last)
    await rm(path, { force: true })
    return path
  }
}

/**
 * Whether a link in a directory that many levels down stays inside. Only leading `..` can be judged: a later one
 * would lead up from wherever the link before it points. As every link obeys this, chains of them do too.
 */
function staysInside (depth: number, target: string): boolean {
  if (target === '' || target.startsWith('/') || target.includes('\0')) return false
  const components = target.split('/').filter((component) => component !== '' && component !== '.')
  const up = components.findIndex((component) => component !== '..')
  const leading = up === -1 ? components.length : up
  return leading <= depth && !components.slice(leading).includes('..')
}
