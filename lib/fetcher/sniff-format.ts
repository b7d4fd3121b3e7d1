import { open } from 'node:fs/promises'

export type Format = 'zip' | 'gzip' | 'bzip2' | 'xz' | 'plain'

const SIGNATURES: Array<[Format, number[]]> = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', [0x1f, 0x8b]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]]
]

/** What the first bytes of a file say it is, whatever its name; `plain`: none of those we know. */
export async function sniffFormat (path: string): Promise<Format> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(6)
    await file.read(head, 0, head.length, 0)
    const found = SIGNATURES.find(([, bytes]) => head.subarray(0, bytes.length).equals(Buffer.from(bytes)))
    return found === undefined ? 'plain' : found[0]
  } finally {
    await file.close()
  }
}
