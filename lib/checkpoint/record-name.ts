import { createHash } from 'node:crypto'

// A file name holds 255 bytes on every file system of note; `.json` and the temporary suffix want some of them.
const LONGEST = 200

/**
 * File name, without suffix, of the record with that key: one name per key, no separator, no leading dot, the
 * key still legible. Throws URIError for text that is not well-formed Unicode.
 */
export function recordName (key: string): string {
  const name = encodeURIComponent(key).replace(/[!'()*~]|^\./g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  if (name.length <= LONGEST) return name
  // `~` is in no escaped name, so a shortened one never meets another key's.
  return `${name.slice(0, 100)}~${createHash('sha256').update(key).digest('hex')}`
}
