import { crc32 } from 'node:zlib'
import { Header } from 'tar'
import type { HeaderData } from 'tar'

/** A tar with exactly those entries, however wicked. */
export function makeTar (entries: Array<HeaderData & { content?: string }>): Buffer {
  const blocks = entries.map(({ content = '', ...data }) => {
    const head = Buffer.alloc(512)
    new Header({ mode: 0o644, mtime: new Date(0), type: 'File', ...data, size: content.length }).encode(head, 0)
    const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
    body.write(content)
    return Buffer.concat([head, body])
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

interface ZipItem { name: string, content?: string, mode?: number, crc?: number }

/** A zip with exactly those entries, stored without compression. */
export function makeZip (items: ZipItem[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const { name, content = '', mode = 0, crc = crc32(content) } of items) {
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt32LE(crc, 14)
    local.writeUInt32LE(content.length, 18)
    local.writeUInt32LE(content.length, 22)
    local.writeUInt16LE(Buffer.byteLength(name), 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(20, 6)
    central.writeUInt32LE(crc, 16)
    central.writeUInt32LE(content.length, 20)
    central.writeUInt32LE(content.length, 24)
    central.writeUInt16LE(Buffer.byteLength(name), 28)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), Buffer.from(content))
    centrals.push(central, Buffer.from(name))
    offset += 30 + Buffer.byteLength(name) + content.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(items.length, 8)
  end.writeUInt16LE(items.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
