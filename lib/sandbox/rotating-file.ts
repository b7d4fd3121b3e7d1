import { constants } from 'node:fs'
import { lstat, open as openHandle, rename, rm } from 'node:fs/promises'
import { compressFile } from './compress-file.ts'
import type { LogFile } from './log-file.ts'
import type { LogTarget } from './log-pair.ts'
import type { Rotation } from './rotation.ts'
import { shiftFiles } from './shift-files.ts'

/** What is known of a stream whose files were rotated. */
export interface Rotated {
  /** Bytes of all files that were moved away. */
  bytes: number
  /** The file that was the next to go: once another has its name, it went. */
  moving: { inode: number, size: number }
}

export interface RotatingFileParts {
  path: string
  rotation: Rotation
  /** Opens the file of that path to go on at its end. */
  open: (path: string) => Promise<LogFile>
  /** Keeps it; resolves when it is kept. */
  record: (rotated: Rotated) => Promise<void>
}

const NEWLINE = 10

/**
 * Appends to a file until it is full, then moves it to `<path>.1` and goes on in a new one: `tail -F` follows, and the name that
 * grows is always the same. Its position counts the bytes of all of them, across crashes too: a move is recorded
 * before it is made, and whether it was made is seen by the file that has the name. A line is cut only when a file has no room for it.
 */
export class RotatingFile implements LogTarget {
  readonly #parts: RotatingFileParts
  #file: LogFile
  /** Bytes before those of the file. */
  #before: number
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #rotating: Promise<void> | undefined
  #compressing: Promise<void> = Promise.resolve()

  private constructor (parts: RotatingFileParts, file: LogFile, before: number) {
    this.#parts = parts
    this.#file = file
    this.#before = before
  }

  /** Goes on where an earlier one, which left that record, ended or died. */
  static async open (parts: RotatingFileParts, rotated: Rotated | undefined): Promise<RotatingFile> {
    let before = rotated?.bytes ?? 0
    if (rotated !== undefined && await inodeOf(parts.path) !== rotated.moving.inode) before += rotated.moving.size
    return new RotatingFile(parts, await parts.open(parts.path), before)
  }

  get position (): number { return this.#before + this.#file.position + this.#waitingBytes }

  write (data: Buffer): Promise<void> | undefined {
    if (this.#rotating === undefined && this.#file.position + data.length <= this.#parts.rotation.maxBytes) return this.#file.write(data)
    this.#waiting.push(data)
    this.#waitingBytes += data.length
    this.#rotating ??= this.#rotate()
    return this.#rotating
  }

  async flushed (): Promise<void> {
    await this.#rotating
    await this.#file.flushed()
  }

  async tail (length: number): Promise<Buffer> {
    await this.flushed()
    const own = await this.#file.tail(length)
    return own.length === length || this.#before === 0 ? own : Buffer.concat([await endOf(`${this.#parts.path}.1`, length - own.length), own])
  }

  async end (): Promise<void> {
    try {
      await this.#rotating
    } finally {
      await this.#file.end()
      await this.#compressing
    }
  }

  async #rotate (): Promise<void> {
    try {
      for (let data = this.#waiting[0]; data !== undefined; data = this.#waiting[0]) {
        const fits = fitting(data, this.#parts.rotation.maxBytes - this.#file.position, this.#file.position === 0)
        if (fits === 0) {
          await this.#turn()
          continue
        }
        this.#waitingBytes -= fits
        if (fits === data.length) this.#waiting.shift()
        else this.#waiting[0] = data.subarray(fits)
        await this.#file.write(data.subarray(0, fits))
      }
    } finally {
      this.#rotating = undefined
    }
  }

  async #turn (): Promise<void> {
    const { path, rotation: { files, compress }, open, record } = this.#parts
    await this.#file.end()
    const size = this.#file.position
    await record({ bytes: this.#before, moving: { inode: (await lstat(path)).ino, size } })
    await this.#compressing
    await shiftFiles(path, files)
    await rename(path, `${path}.1`)
    this.#file = await open(path)
    this.#before += size
    // Not sooner: the new one might get its inode.
    if (files === 0) await rm(`${path}.1`)
    // The newest stays as it is: whoever follows it may not have read its end. One that cannot be compressed stays too.
    if (compress) this.#compressing = compressFile(`${path}.2`).catch(() => {})
  }
}

/** How much of it the file takes: whole lines, or what it has room for when it is new and the line is longer than that. */
function fitting (data: Buffer, room: number, fresh: boolean): number {
  if (data.length <= room) return data.length
  if (fresh) return data.lastIndexOf(NEWLINE, room - 1) + 1 || room
  return room <= 0 ? 0 : data.lastIndexOf(NEWLINE, room - 1) + 1
}

async function inodeOf (path: string): Promise<number | undefined> {
  return await lstat(path).then(({ ino }) => ino, () => undefined)
}

/** Empty where it cannot be read. */
async function endOf (path: string, length: number): Promise<Buffer> {
  const handle = await openHandle(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null)
  if (handle === null) return Buffer.alloc(0)
  try {
    const { size } = await handle.stat()
    const wanted = Math.min(length, size)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, size - wanted)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
