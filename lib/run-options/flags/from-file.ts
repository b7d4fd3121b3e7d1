import { pathRule } from '../parameter-files.ts'
import type { Flag } from './flag.ts'

/**
 * The flag once for every line of a file, which is read as the docker CLI does: blank lines and comments are passed over. Before
 * the file has been read only its name is judged. No line is told of by more than its number: it may hold a secret.
 */
export const fromFile = (flag: Flag): Flag => (draft, path, refuse) => {
  const rule = pathRule(path)
  if (rule !== undefined) refuse(rule)
  for (const [i, raw] of (draft.files?.get(path) ?? '').split('\n').entries()) {
    const line = raw.replace(/\r$/, '').trimStart()
    const refuseLine = (rule: string): never => refuse(`line ${i + 1}: ${rule}`)
    if (line === '' || line.startsWith('#')) continue
    if (/^[^=]*\s/.test(line)) refuseLine('a name must not hold white space')
    flag(draft, line, refuseLine)
  }
}
