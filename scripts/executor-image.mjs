// Makes an image of the example executor where nothing can be pulled: the node that runs this, the libraries it needs,
// a shell, and examples/http-executor.ts without its types. `executorImage` is its name.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { nodeArchive } from './node-image.mjs'

const source = readFileSync(new URL('../examples/http-executor.ts', import.meta.url), 'utf8')

/** The executor as a program for node. */
export const executorProgram = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext } }).outputText

/** Another program or another node is another image. */
export const executorImage = `containerizer-test/executor:${createHash('sha256').update(executorProgram + process.version).digest('hex').slice(0, 12)}`

/** A tar archive of the image's files. */
export const executorArchive = () => nodeArchive((directory) => writeFileSync(join(directory, 'executor.mjs'), executorProgram))
