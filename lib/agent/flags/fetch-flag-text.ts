import { readFile } from 'node:fs/promises'
import { errors } from '../../errors.ts'
import type { FlagKind } from './flag-spec.ts'

/**
 * A flag's text, read from the file it points at where it says `file://<path>`; JSON flags may also be a bare absolute path.
 * One newline at the file's end is dropped (unlike Mesos, where it makes numbers and durations fail). Throws CONTAINERIZER_ERR_OPTION_INVALID.
 */
export async function fetchFlagText (kind: FlagKind, text: string): Promise<string> {
  const bare = kind === 'json' && text.startsWith('/')
  if (kind === 'path' || (!bare && !text.startsWith('file://'))) return text
  const path = bare ? text : text.slice('file://'.length)
  try {
    return (await readFile(path, 'utf8')).replace(/\n$/, '')
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Error reading file '${path}': ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
}
