import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** Of a file's content, in lower case hexadecimal digits. */
export async function sha256File (path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), hash, signal === undefined ? {} : { signal })
  return hash.digest('hex')
}

/** Throws when the bytes are not those that were asked for. */
export function requireDigest (found: string, wanted: string | undefined): void {
  if (wanted !== undefined && found !== wanted) throw new Error(`sha256 of the file is ${found}, not ${wanted}`)
}
