import { readFile } from 'node:fs/promises'

/** Version of this package, whether it runs from `lib/` or from `dist/lib/`. */
export async function packageVersion (): Promise<string> {
  for (const up of ['../../package.json', '../../../package.json']) {
    const text = await readFile(new URL(up, import.meta.url), 'utf8').catch(() => null)
    if (text !== null) return (JSON.parse(text) as { version: string }).version
  }
  return 'unknown'
}
