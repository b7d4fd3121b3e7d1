import { chmodSync, chownSync, closeSync, fchownSync, futimesSync, lchownSync, linkSync, lstatSync, mkdirSync, openSync, rmSync, symlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { innerPath } from './inner-path.ts'
import type { Owner } from './owner.ts'

/**
 * Takes an archive's entries into a directory of its own, in order; a later one replaces an earlier of that name.
 * Every entry that would reach out of the directory, or through a link within it, is refused with an error. The calls block: a
 * tree is filled in a thread of its own, where that costs a third of what promises would.
 */
export class ArchiveTree {
  readonly #root: string
  readonly #owner: Owner | undefined
  /** Known to be real ones. None ever goes away, as nothing replaces a directory. */
  readonly #directories = new Set<string>()
  #fd: number | undefined

  constructor (root: string, owner?: Owner) {
    this.#root = root
    this.#owner = owner
    this.#directories.add(root)
  }

  directory (name: string, mode: number): void {
    const components = innerPath(name)
    if (components.length === 0) return
    // Whatever the archive says, its owner can go on working in it. No set-id bits.
    chmodSync(this.#enter(components), (mode & 0o777) | 0o700)
  }

  /** Begins a file; what is written next is its content, until it is ended. */
  begin (name: string, mode: number): void {
    const path = this.#path(name)
    // The umask decides, as with any file that is made.
    this.#fd = this.#make(path, () => openSync(path, 'wx', mode & 0o777))
    if (this.#owner) fchownSync(this.#fd, this.#owner.uid, this.#owner.gid)
  }

  write (content: Uint8Array): void {
    for (let at = 0; at < content.length;) at += writeSync(this.#fd as number, content, at)
  }

  end (modified?: Date): void {
    // What is no date is left out, as an archive may say anything.
    if (modified !== undefined && !Number.isNaN(modified.getTime())) futimesSync(this.#fd as number, modified, modified)
    this.close()
  }

  /** Closes the file at hand, if there is one: whoever filled the tree and failed calls it. */
  close (): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }

  symlink (name: string, target: string): void {
    if (!staysInside(innerPath(name).length - 1, target)) throw new Error(`'${name}' links to '${target}' outside the archive`)
    const path = this.#path(name)
    this.#make(path, () => symlinkSync(target, path))
    if (this.#owner) lchownSync(path, this.#owner.uid, this.#owner.gid)
  }

  hardLink (name: string, target: string): void {
    const components = innerPath(target)
    const existing = join(this.#enter(components.slice(0, -1)), ...components.slice(-1))
    if (!lstatSync(existing).isFile()) throw new Error(`'${name}' is a hard link to '${target}', which is not a file`)
    const path = this.#path(name)
    // To itself it is there already; made anew it would first be removed.
    if (path !== existing) this.#make(path, () => linkSync(existing, path))
  }

  #path (name: string): string {
    const components = innerPath(name)
    const last = components.pop()
    if (last === undefined) throw new Error(`'${name}' is not a name for a file`)
    return join(this.#enter(components), last)
  }

  /** Makes something new in place of whatever has the path, which is rare and therefore looked at second. */
  #make<T> (path: string, make: () => T): T {
    try {
      return make()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      rmSync(path)
      return make()
    }
  }

  #enter (components: string[]): string {
    let path = this.#root
    for (const component of components) {
      path = join(path, component)
      if (this.#directories.has(path)) continue
      try {
        mkdirSync(path, 0o755)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new Error(`'${component}' on the way to an entry is not a directory`)
        throw error
      }
      if (this.#owner) chownSync(path, this.#owner.uid, this.#owner.gid)
      this.#directories.add(path)
    }
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
