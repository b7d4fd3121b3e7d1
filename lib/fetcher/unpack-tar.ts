import { once } from 'node:events'
import { Parser } from 'tar'
import { decompress } from './decompress.ts'
import type { ReadEntry } from 'tar'
import type { ArchiveTree } from './archive-tree.ts'
import type { Expansion } from './expansion.ts'
import type { Format } from './sniff-format.ts'

/** Which the parser would unpack by itself, past the limits. */
const PACKED = [[0x1f, 0x8b], [0x28, 0xb5, 0x2f, 0xfd]].map((bytes) => Buffer.from(bytes))

/** Unpacks a tar, compressed or not. The parser is strict: a damaged archive rejects, it is not read as far as it goes. */
export async function unpackTar (path: string, format: Format, tree: ArchiveTree, expansion: Expansion, signal?: AbortSignal): Promise<void> {
  const parser = new Parser({ strict: true })
  let failure: Error | undefined
  // The parser must not be left by a throw: it goes on in its own time.
  const fail = (error: unknown): void => { failure ??= error as Error }
  const check = (): void => { if (failure !== undefined) throw failure }
  const tried = (work: () => void): void => {
    try {
      if (failure === undefined) work()
    } catch (error) {
      fail(error)
    }
  }
  parser.on('error', fail)
  parser.on('entry', (entry: ReadEntry) => {
    tried(() => { expansion.entry() })
    tried(() => { take(entry, tree, tried) })
    entry.resume()
  })
  let begun = false
  try {
    await decompress(path, format, (piece) => {
      if (!begun && PACKED.some((bytes) => piece.subarray(0, bytes.length).equals(bytes))) throw new Error('it is compressed more than once')
      begun = true
      expansion.bytes(piece.length)
      parser.write(piece)
      check()
    }, signal)
    const ended = once(parser, 'end')
    parser.end()
    await ended
    check()
  } finally {
    tree.close()
  }
}

function take (entry: ReadEntry, tree: ArchiveTree, tried: (work: () => void) => void): void {
  const mode = entry.mode ?? 0o644
  switch (entry.type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      tree.begin(entry.path, mode)
      entry.on('data', (content) => { tried(() => { tree.write(content) }) })
      entry.on('end', () => { tried(() => { tree.end(entry.mtime) }) })
      return
    case 'Directory':
      return tree.directory(entry.path, mode)
    case 'SymbolicLink':
      return tree.symlink(entry.path, String(entry.linkpath))
    case 'Link':
      return tree.hardLink(entry.path, String(entry.linkpath))
    default:
      throw new Error(`'${entry.path}' is of the unsupported type ${entry.type}`)
  }
}
