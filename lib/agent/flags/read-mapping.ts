import { readFile } from 'node:fs/promises'
import { errors } from '../../errors.ts'

/** The one mapping that a JSON or YAML file holds. Throws CONTAINERIZER_ERR_OPTION_INVALID, naming file and line. */
export async function readMapping (path: string): Promise<Record<string, unknown>> {
  let source
  try {
    source = await readFile(path, 'utf8')
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Error reading config file '${path}': ${(cause as NodeJS.ErrnoException).code}`, { cause })
  }
  const { parseDocument } = await import('yaml')
  // JSON is YAML too. prettyErrors would quote the source, and so perhaps a password.
  const document = parseDocument(source, { prettyErrors: false })
  const [problem] = document.errors
  if (problem) {
    const line = source.slice(0, problem.pos[0]).split('\n').length
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Error parsing config file '${path}' at line ${line}: ${problem.code}`)
  }
  const content: unknown = document.toJS() ?? {}
  if (typeof content !== 'object' || Array.isArray(content)) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`Error parsing config file '${path}': expecting one mapping from names to values`)
  }
  return content as Record<string, unknown>
}
