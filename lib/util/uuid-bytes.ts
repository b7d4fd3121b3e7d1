import { randomUUID } from 'node:crypto'

/** A new random UUID (version 4) as its 16 bytes. */
export function uuidBytes (): Buffer {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex')
}

/** Sixteen bytes of a version that RFC 4122 knows; sixteen zeros are none. */
export function isUuid (bytes: Uint8Array): boolean {
  const version = (bytes[6] ?? 0) >> 4
  return bytes.length === 16 && version >= 1 && version <= 5
}
