import { errors } from '../../errors.ts'

/** One flag as somebody wrote it, not yet looked at. */
export interface GivenFlag {
  /** Lower case, as written: may be an alias or start with `no-`. */
  name: string
  /** Undefined for a bare `--name`. */
  text?: string
}

/** The flags of a command line (without program and script). Throws CONTAINERIZER_ERR_OPTION_INVALID on a duplicate or a stray word. */
export function readArgv (argv: readonly string[]): GivenFlag[] {
  const seen = new Set<string>()
  const given: GivenFlag[] = []
  for (const word of argv) {
    const argument = word.trim()
    if (argument === '--') break
    // Unlike Mesos, which skips such words: `--port 5051` would otherwise look taken and not be.
    if (!argument.startsWith('--')) {
      throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Unexpected argument '${argument}'; flags are written as --name=value`)
    }
    const equals = argument.indexOf('=')
    const name = argument.slice(2, equals === -1 ? undefined : equals).toLowerCase()
    const plain = name.replace(/^no-/, '')
    if (seen.has(plain)) throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Duplicate flag '${name}' on command line`)
    seen.add(plain)
    given.push(equals === -1 ? { name } : { name, text: argument.slice(equals + 1) })
  }
  return given
}
