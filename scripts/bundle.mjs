// Makes of lib/ what node loads from dist/lib: few files instead of hundreds, half a second of an agent's start. The package and the programs share
// them. Dependencies stay packages of their own. `npm run build` has emptied dist/ before, and tsc has put the declarations there.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { compileChecks } from './compile-checks.mjs'

const root = new URL('..', import.meta.url)
const { bin } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

await build({
  absWorkingDir: fileURLToPath(root),
  entryPoints: {
    'lib/index': 'lib/index.ts',
    ...Object.fromEntries(Object.keys(bin).map((name) => [`lib/bin/${name}`, `lib/bin/${name}.ts`])),
    // Beside the shared files, from where it is started.
    'lib/unpack-thread': 'lib/fetcher/unpack-thread.ts'
  },
  outdir: 'dist',
  chunkNames: 'lib/[name]-[hash]',
  bundle: true,
  splitting: true,
  packages: 'external',
  plugins: [compileChecks],
  platform: 'node',
  format: 'esm',
  target: 'node20.20',
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning'
})
