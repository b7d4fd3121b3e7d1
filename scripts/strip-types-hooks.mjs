import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../node_modules/.cache/strip-types/', import.meta.url))

/** Types become blanks, so that every line and column, also one of coverage, is that of the file. */
export async function load (url, context, nextLoad) {
  if (!/^file:.*\.ts$/.test(url)) return nextLoad(url, context)
  const { source } = await nextLoad(url, { ...context, format: 'module' })
  return { format: 'module', shortCircuit: true, source: await stripped(source) }
}

/** Of text that was seen before, from the cache: the compiler alone takes longer to load than most tests to run. */
async function stripped (source) {
  const kept = cache + createHash('sha256').update(source).digest('hex')
  try {
    return await readFile(kept)
  } catch {}
  const [{ transformSync }, { default: writeFileAtomic }] = await Promise.all([import('@swc/wasm-typescript'), import('write-file-atomic')])
  const { code } = transformSync(source.toString(), { mode: 'strip-only' })
  await mkdir(cache, { recursive: true })
  await writeFileAtomic(kept, code, { fsync: false })
  return code
}
