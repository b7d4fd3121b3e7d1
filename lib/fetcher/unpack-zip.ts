import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { open } from 'yauzl'
import type { Readable } from 'node:stream'
import type { Entry, Options, ZipFile } from 'yauzl'
import type { ArchiveTree } from './archive-tree.ts'
import type { Expansion } from './expansion.ts'

const TYPE_MASK = 0o170000
const SYMLINK = 0o120000
const PATH_MAX = 4096
const openZip = promisify(open as (path: string, options: Options, done: (error: Error | null, zip: ZipFile) => void) => void)

/** Unpacks a zip, entry by entry in the order of its directory, checksums compared. */
export async function unpackZip (path: string, tree: ArchiveTree, expansion: Expansion, signal?: AbortSignal): Promise<void> {
  const zip = await openZip(path, { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true })
  try {
    for await (const entry of entriesOf(zip)) {
      signal?.throwIfAborted()
      expansion.entry()
      await take(zip, entry, tree, expansion)
    }
  } finally {
    tree.close()
    zip.close()
  }
}

async function * entriesOf (zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      zip.removeAllListeners().once('entry', resolve).once('end', resolve).once('error', reject)
      zip.readEntry()
    })
    if (entry === undefined) return
    yield entry
  }
}

async function take (zip: ZipFile, entry: Entry, tree: ArchiveTree, expansion: Expansion): Promise<void> {
  const mode = entry.externalFileAttributes >>> 16
  if (entry.fileName.endsWith('/')) return tree.directory(entry.fileName, mode || 0o755)
  const link = (mode & TYPE_MASK) === SYMLINK
  if (link && entry.uncompressedSize > PATH_MAX) throw new Error(`'${entry.fileName}' links to a name that is too long`)
  const content = await openStream(zip, entry)
  if (link) return tree.symlink(entry.fileName, await text(checked(content, entry, expansion)))
  // Archives made elsewhere than on Unix carry no permissions.
  tree.begin(entry.fileName, mode || 0o644)
  for await (const piece of checked(content, entry, expansion)) tree.write(piece)
  tree.end(entry.getLastModDate())
}

function openStream (zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => error ? reject(error) : resolve(stream))
  })
}

/** The library compares sizes but not checksums. */
async function * checked (content: Readable, entry: Entry, expansion: Expansion): AsyncGenerator<Buffer> {
  let sum = 0
  for await (const piece of content as AsyncIterable<Buffer>) {
    expansion.bytes(piece.length)
    sum = crc32(piece, sum)
    yield piece
  }
  if (sum !== entry.crc32) throw new Error(`'${entry.fileName}' has a bad CRC`)
}
