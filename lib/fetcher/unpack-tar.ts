import { once } from 'node:events'
import { PassThrough, Writable } from 'node:stream'
import { Parser } from 'tar'
import { decompress } from './decompress.ts'
import type { ReadEntry } from 'tar'
import type { ArchiveTree } from './archive-tree.ts'
import type { Format } from './sniff-format.ts'

/** Unpacks a tar, compressed or not. The parser is strict: a damaged archive rejects, it is not read as far as it goes. */
export async function unpackTar (path: string, format: Format, tree: ArchiveTree, signal?: AbortSignal): Promise<void> {
  const entries: Array<Promise<void>> = []
  const failed = new AbortController()
  const parser = new Parser({ strict: true })
  const sink = new Writable({
    write (chunk: Buffer, _encoding, done) {
      // Asked to wait, the parser goes on when the entry at hand has been taken.
      if (parser.write(chunk)) done()
      else once(parser, 'drain').then(() => done(), done)
    },
    final (done) {
      once(parser, 'end').then(() => Promise.all(entries)).then(() => done(), done)
      parser.end()
    }
  })
  parser.on('error', (error) => sink.destroy(error as Error))
  parser.on('entry', (entry: ReadEntry) => {
    const taken = take(entry, tree, failed.signal)
    taken.catch((error: Error) => sink.destroy(error))
    entries.push(taken)
  })
  try {
    await decompress(path, format, sink, signal)
  } finally {
    // After a failure the file at hand would wait for the rest of its content for ever.
    sink.destroy()
    failed.abort()
    await Promise.allSettled(entries)
  }
}

async function take (entry: ReadEntry, tree: ArchiveTree, failed: AbortSignal): Promise<void> {
  const mode = entry.mode ?? 0o644
  switch (entry.type) {
    case 'File':
    case 'OldFile':
    case 'ContiguousFile':
      return await tree.file(entry.path, mode, entry.pipe(new PassThrough()), failed)
    case 'Directory':
      await tree.directory(entry.path, mode)
      break
    case 'SymbolicLink':
      await tree.symlink(entry.path, String(entry.linkpath))
      break
    case 'Link':
      await tree.hardLink(entry.path, String(entry.linkpath))
      break
    default:
      throw new Error(`'${entry.path}' is of the unsupported type ${entry.type}`)
  }
  entry.resume()
}
