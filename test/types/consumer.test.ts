import t from 'tap'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, relative } from 'node:path'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')
const fixtures = join(root, 'test/fixtures/consumer')

interface Output { failed: boolean, text: string }

async function run (args: string[], cwd: string): Promise<Output> {
  return await new Promise(resolve => {
    // Without the loaders that the test runner gives to every node it sees starting: they break the compiler.
    execFile('env', ['-u', 'NODE_OPTIONS', process.execPath, tsc, ...args], { cwd }, (error, stdout, stderr) => resolve({ failed: error !== null, text: stdout + stderr }))
  })
}

/** A project that has this package as npm would install it: package.json and what the build emits, nothing else. */
async function consumer (project: string): Promise<Output> {
  const modules = join(project, 'node_modules')
  const installed = join(modules, 'fastify-docker-containerizer')
  mkdirSync(installed, { recursive: true })
  cpSync(join(root, 'package.json'), join(installed, 'package.json'))
  for (const name of ['fastify', '@fastify', '@types', 'undici-types']) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  cpSync(fixtures, project, { recursive: true })
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: false, types: ['node'] }
  }))
  return await run(['-p', join(root, 'tsconfig.build.json'), '--outDir', join(installed, 'dist'), '--emitDeclarationOnly', '--sourceMap', 'false'], root)
}

t.test('a TypeScript project on the built declarations', async t => {
  const project = t.testdir()
  const build = await consumer(project)
  t.equal(build.text, '', 'the build has no complaint')

  await t.test('has the decorators typed, and everything exported', async t => {
    const { text, failed } = await run(['-p', '.'], writeProject(project, 'good'))
    t.equal(text, '')
    t.notOk(failed)
  })

  await t.test('is told of each wrong use', async t => {
    const { text } = await run(['-p', '.'], writeProject(project, 'wrong'))
    const lines = Array.from(text.matchAll(/wrong\.ts\((\d+),/g), match => Number(match[1]))
    t.same([...new Set(lines)], [5, 6, 7, 8, 9])
  })
})

/** Compiles one file of the fixtures only. */
function writeProject (project: string, name: string): string {
  const directory = join(project, `only-${name}`)
  mkdirSync(directory)
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({
    extends: '../tsconfig.json', files: [relative(directory, join(project, `${name}.ts`))]
  }))
  return directory
}
