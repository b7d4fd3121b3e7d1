import t from 'tap'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join, normalize, relative } from 'node:path'
import { builtinModules } from 'node:module'
import ts from 'typescript'
import { errors } from '../lib/errors.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

// Rooms from the bottom up; those of one line are siblings.
const layers = [
  ['types'],
  ['errors'],
  ['util'],
  ['run-options', 'engine', 'images', 'sandbox', 'fetcher', 'checkpoint', 'wire'],
  ['executor', 'docker', 'posix', 'composing', 'agent'],
  ['plugins', 'execute', 'docker-executor'],
  ['index', 'bin']
]

/** Siblings that may be imported all the same: from room to room, and why. */
const siblings: Record<string, string> = {}

/** Packages with one home. Whatever is not listed may be imported by any room. */
const homes: Record<string, (file: string) => boolean> = {
  dockerode: file => file.startsWith('lib/engine/'),
  koffi: file => file.startsWith('lib/executor/'),
  protobufjs: file => file.startsWith('lib/wire/'),
  'fastify-plugin': file => file.startsWith('lib/plugins/'),
  '@fastify/error': file => file === 'lib/errors.ts'
}

/** Longer than the limit, and why. */
const long: Record<string, string> = {
  'lib/wire/descriptors.ts': 'generated',
  'types/mesos-v1.ts': 'generated',
  'types/docker-engine.ts': 'the whole engine port on one page: its verbs and their shapes, no code'
}

/** Sources without a twin, and why. */
const twinless: Record<string, string> = {
  'lib/wire/descriptors.ts': 'generated data without code of its own'
}

interface Import { from: string, typeOnly: boolean }
interface Source { file: string, text: string, lines: number, imports: Import[], hasRuntime: boolean, kinds: Set<ts.SyntaxKind> }

function filesBelow (directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' })
    .map(name => join(directory, name))
    .filter(name => name.endsWith('.ts') && !name.includes('/fixtures/consumer/'))
    .sort()
}

function read (file: string): Source {
  const text = readFileSync(join(root, file), 'utf8')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const imports: Import[] = []
  const kinds = new Set<ts.SyntaxKind>()
  const visit = (node: ts.Node): void => {
    kinds.add(node.kind)
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push({ from: node.moduleSpecifier.text, typeOnly: node.importClause?.isTypeOnly === true })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      imports.push({ from: node.moduleSpecifier.text, typeOnly: node.isTypeOnly })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier !== undefined && ts.isStringLiteral(specifier)) imports.push({ from: specifier.text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  const hasRuntime = tree.statements.some(statement => !isErased(statement))
  return { file, text, lines: text.split('\n').length - 1, imports, hasRuntime, kinds }
}

function isErased (statement: ts.Statement): boolean {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) || ts.isModuleDeclaration(statement) ||
    (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true) ||
    (ts.isExportDeclaration(statement) && statement.isTypeOnly)
}

/** The room of a file: its folder below lib/, `types`, or the name of a file that stands in lib/ itself. */
function roomOf (file: string): string {
  const [top, second] = file.split('/')
  return top === 'types' ? top : String(second).replace(/\.ts$/, '')
}

const level = (room: string): number => layers.findIndex(rooms => rooms.includes(room))
const ours = [...filesBelow('types'), ...filesBelow('lib')].map(read)
const tests = filesBelow('test').map(read)

t.test('every room has a layer', async t => {
  t.same([...new Set(ours.map(({ file }) => roomOf(file)))].filter(room => level(room) === -1), [])
})

t.test('imports point downwards, and siblings leave each other alone', async t => {
  const used = new Set<string>()
  const wrong: string[] = []
  for (const { file, imports } of ours) {
    for (const { from } of imports.filter(({ from }) => from.startsWith('.'))) {
      const target = relative(root, normalize(join(root, file, '..', from)))
      const [own, other] = [roomOf(file), roomOf(target)]
      if (own === other || level(other) < level(own)) continue
      const pair = `${own} -> ${other}`
      if (siblings[pair] === undefined) wrong.push(`${file} imports ${target}`)
      used.add(pair)
    }
  }
  t.same(wrong, [])
  t.same(Object.keys(siblings).filter(pair => !used.has(pair)), [], 'no exception is left over')
})

t.test('types have no runtime, and know nothing outside their folder but Fastify\'s own', async t => {
  const types = ours.filter(({ file }) => file.startsWith('types/'))
  t.same(types.filter(({ hasRuntime }) => hasRuntime).map(({ file }) => file), [])
  const outside = types.flatMap(({ file, imports }) => imports.filter(({ from }) => !from.startsWith('./')).map(({ from }) => `${file} ${from}`))
  t.same(outside, ['types/fastify.ts fastify'])
})

t.test('a package with one home is imported there only, and everything imported is a dependency', async t => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const wrong: string[] = []
  for (const { file, imports } of ours) {
    for (const { from, typeOnly } of imports.filter(({ from }) => !from.startsWith('.'))) {
      if (from.startsWith('node:')) continue
      const name = from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/')
      if (builtinModules.includes(name)) wrong.push(`${file} imports ${from} without node:`)
      else if (!(name in { ...dependencies, ...peerDependencies }) && !typeOnly) wrong.push(`${file} imports ${name}, no dependency`)
      if (homes[name]?.(file) === false) wrong.push(`${file} imports ${name}`)
    }
  }
  t.same(wrong, [])
})

t.test('every source with something to run has its twin among the tests', async t => {
  const lonely = ours.filter(({ file, hasRuntime }) => {
    return hasRuntime && file.startsWith('lib/') && twinless[file] === undefined && !existsSync(join(root, file.replace(/^lib/, 'test').replace(/\.ts$/, '.test.ts')))
  })
  t.same(lonely.map(({ file }) => file), [])
})

t.test('files are short: 200 lines a source, 400 a test', async t => {
  const tooLong = (sources: Source[], limit: number) => sources
    .filter(({ file, lines }) => lines > limit && long[file] === undefined).map(({ file, lines }) => `${file} ${lines}`)
  t.same([...tooLong(ours, 200), ...tooLong(tests, 400)], [])
})

t.test('the syntax can be stripped: no enum, and no namespace', async t => {
  const kinds = [ts.SyntaxKind.EnumDeclaration, ts.SyntaxKind.ModuleBlock]
  const wrong = [...ours, ...tests].filter(({ file, kinds: own }) => file !== 'types/fastify.ts' && kinds.some(kind => own.has(kind)))
  t.same(wrong.map(({ file }) => file), [])
})

t.test('relative imports name the file with its suffix', async t => {
  const wrong = [...ours, ...tests].flatMap(({ file, imports }) => imports
    .filter(({ from }) => from.startsWith('.') && !/\.(ts|json|js|mjs)$/.test(from)).map(({ from }) => `${file} ${from}`))
  t.same(wrong, [])
})

t.test('no test is skipped or left to do, and no source is hidden from coverage', async t => {
  const hidden = new RegExp(['c8', 'ignore'].join(' ') + '|' + ['t', '(skip|todo|only)\\('].join('\\.') + '|\\b(TODO|FIXME)\\b')
  t.same([...ours, ...tests].filter(({ text }) => hidden.test(text)).map(({ file }) => file).filter(file => file !== 'test/house.test.ts'), [])
})

t.test('the domain stays out of util', async t => {
  const words = /\b(docker|mesos|framework|executor|sandbox|containerizer|fetcher)\b/i
  t.same(ours.filter(({ file, text }) => file.startsWith('lib/util/') && words.test(text)).map(({ file }) => file), [])
})

if (existsSync(join(root, 'README.md'))) {
  t.test('the README lists every error code, and no other', async t => {
    const named = readFileSync(join(root, 'README.md'), 'utf8').match(/CONTAINERIZER_ERR_[A-Z_]+/g) ?? []
    t.same([...new Set(named)].sort(), Object.keys(errors).sort())
  })
}
