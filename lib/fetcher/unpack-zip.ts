import { Transform, pipeline } from 'node:stream'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { open } from 'yauzl'
import type { Readable } from 'node:stream'
import type { Entry, Options, ZipFile } from 'yauzl'
import type { ArchiveTree } from './archive-tree.ts'

const TYPE_MASK = 0o170000
const SYMLINK = 0o120000
const PATH_MAX = 4096
const openZip = promisify(open as (path: string, options: Options, done: (error: Error | null, zip: ZipFile) => void) => void)

/** Unpacks a zip, entry by entry in the order of its directory, checksums compared. */
export async function unpackZip (path: string, tree: ArchiveTree, signal?: AbortSignal): Promise<void> {
  const zip = await openZip(path, { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true })
  try {
    for await (const entry of entriesOf(zip)) {
      signal?.throwIfAborted()
      await take(zip, entry, tree)
    }
  } finally {
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

async function take (zip: ZipFile, entry: Entry, tree: ArchiveTree): Promise<void> {
  const mode = entry.externalFileAttributes >>> 16
  if (entry.fileName.endsWith('/')) return await tree.directory(entry.fileName, mode || 0o755)
  const link = (mode & TYPE_MASK) === SYMLINK
  if (link && entry.uncompressedSize > PATH_MAX) throw new Error(`'${entry.fileName}' links to a name that is too long`)
  // An error of any part destroys the last, whose reader then sees it.
  const content = pipeline(await openStream(zip, entry), checked(entry), () => {})
  if (link) return await tree.symlink(entry.fileName, await text(content))
  // Archives made elsewhere than on Unix carry no permissions.
  await tree.file(entry.fileName, mode || 0o644, content)
}

function openStream (zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => error ? reject(error) : resolve(stream))
  })
}

/** The library compares sizes but not checksums. */
function checked (entry: Entry): Transform {
  let sum = 0
  return new Transform({
    transform (chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum)
      done(null, chunk)
    },
    flush (done) {
      done(sum === entry.crc32 ? null : new Error(`'${entry.fileName}' has a bad CRC`))
    }
  })
}
