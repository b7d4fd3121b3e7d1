// For the build: fills lib/util/compiled-checks.ts with the checks of options that an agent's start needs, compiled from the schemas in lib/. What
// they accept and say is what the same compiler would have made of them at start.
import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const CODE = 'code-of-checks'
const TARGET = /\/lib\/util\/compiled-checks\.ts$/

const schemas = `
  import { dockerContainerizerSchema } from './lib/plugins/docker-containerizer-options.ts'
  import { fetcherSchema } from './lib/plugins/fetcher-options.ts'
  import { mesosContainerizerSchema } from './lib/plugins/mesos-containerizer.ts'
  import { optionsSchema } from './lib/plugins/read-options.ts'
  export { ajvOptions } from './lib/util/json-schema.ts'
  export const schemas = [dockerContainerizerSchema, fetcherSchema, mesosContainerizerSchema].map(optionsSchema)
`

/** What the sources say, which node itself does not read. */
async function load (root) {
  const outfile = join(root, 'dist', 'schemas.mjs')
  await build({ stdin: { contents: schemas, resolveDir: root, loader: 'ts' }, outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'warning' })
  try {
    return await import(pathToFileURL(outfile).href)
  } finally {
    await rm(outfile)
  }
}

/** An esbuild plugin. */
export const compileChecks = {
  name: 'compile-checks',
  setup ({ initialOptions: { absWorkingDir: root }, onLoad, onResolve }) {
    let code
    onLoad({ filter: TARGET }, async () => {
      const { schemas, ajvOptions } = await load(root)
      const ajv = new Ajv({ ...ajvOptions, code: { source: true } })
      for (const [index, schema] of schemas.entries()) ajv.addSchema(schema, `check${index}`)
      code = standalone.default(ajv, Object.fromEntries(schemas.map((_, index) => [`check${index}`, `check${index}`])))
      const entries = schemas.map((schema, index) => `[${JSON.stringify(JSON.stringify(schema))}, checks.check${index}]`)
      return { contents: `import checks from '${CODE}'\nexport const compiledChecks = new Map([${entries}])`, loader: 'js' }
    })
    onResolve({ filter: new RegExp(`^${CODE}$`) }, ({ path }) => ({ path, namespace: CODE }))
    onLoad({ filter: /./, namespace: CODE }, () => ({ contents: code, loader: 'js', resolveDir: root }))
    // The few lines that checks share come along; they alone of the compiler would have to be there.
    onResolve({ filter: /^ajv\/dist\/runtime\// }, ({ path }) => ({ path: require.resolve(path) }))
    onResolve({ filter: /^fast-deep-equal$/ }, ({ path }) => ({ path: require.resolve(path) }))
  }
}
