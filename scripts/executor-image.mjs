// Makes an image of the example executor where nothing can be pulled: the node that runs this, the libraries it needs,
// a shell, and examples/http-executor.ts without its types. `executorImage` is its name.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'

const source = readFileSync(new URL('../examples/http-executor.ts', import.meta.url), 'utf8')

/** The executor as a program for node. */
export const executorProgram = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext } }).outputText

/** Another program or another node is another image. */
export const executorImage = `containerizer-test/executor:${createHash('sha256').update(executorProgram + process.version).digest('hex').slice(0, 12)}`

/** A tar archive of the image's files. */
export function executorArchive () {
  const directory = mkdtempSync(join(tmpdir(), 'executor-image-'))
  try {
    const copy = (from, to = from) => {
      mkdirSync(dirname(join(directory, to)), { recursive: true })
      copyFileSync(from, join(directory, to))
    }
    copy(process.execPath, '/bin/node')
    const needed = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).match(/\/\S+(?= \(0x)/g) ?? []
    for (const library of needed) copy(library)
    copy('/bin/busybox')
    for (const name of ['sh', 'sleep', 'echo', 'cat', 'env']) symlinkSync('busybox', join(directory, 'bin', name))
    mkdirSync(join(directory, 'tmp'))
    writeFileSync(join(directory, 'executor.mjs'), executorProgram)
    return execFileSync('tar', ['-C', directory, '-cf', '-', '.'], { maxBuffer: 1024 ** 3 })
  } finally {
    rmSync(directory, { recursive: true })
  }
}
