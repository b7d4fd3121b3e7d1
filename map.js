import { existsSync } from 'node:fs'

// test/a/b.test.ts answers for lib/a/b.ts. Files without a source of the same name
// (integration, faults, contract, house) answer for none; test/house.test.ts
// makes sure that no source is left without its twin.
export default function coverageMap (testFile) {
  const source = testFile.replace(/\\/g, '/').replace(/^test\//, 'lib/').replace(/\.test\.ts$/, '.ts')
  return existsSync(source) ? source : null
}
