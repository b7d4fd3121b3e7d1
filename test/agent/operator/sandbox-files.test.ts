import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t from 'tap'
import type { Test } from 'tap'
import { SandboxFiles } from '../../../lib/agent/operator/sandbox-files.ts'

const RUNS = 'frameworks/f/executors/e/runs'

function stage (t: Test) {
  const root = join(realpathSync(t.testdir({ secret: 'not for you' })), 'slaves')
  const sandbox = join(root, RUNS, 'c1')
  mkdirSync(join(sandbox, 'sub'), { recursive: true })
  symlinkSync('c1', join(root, RUNS, 'latest'))
  writeFileSync(join(sandbox, 'stdout'), 'hello\n')
  return { root, sandbox, files: new SandboxFiles(root) }
}
const shown = async (part: ReturnType<SandboxFiles['read']>) => {
  const answer = await part
  return 'data' in answer ? [answer.size, String(answer.data)] : answer
}

t.test('a file is read by its path on the machine and by the path of its run', async t => {
  const { sandbox, files } = stage(t)
  for (const path of [join(sandbox, 'stdout'), `/${RUNS}/c1/stdout`, `/${RUNS}/latest/stdout`]) t.strictSame(await shown(files.read(path, 0)), [6, 'hello\n'])
  t.strictSame(await shown(files.read(`/${RUNS}/c1/stdout`, 1, 3)), [6, 'ell'])
  t.strictSame(await shown(files.read(`/${RUNS}/c1/stdout`, 9)), [6, ''], 'beyond the end there is nothing')
})

t.test('no more than 64 KiB are read at once', async t => {
  const { sandbox, files } = stage(t)
  writeFileSync(join(sandbox, 'big'), Buffer.alloc(70_000))
  const part = await files.read(`/${RUNS}/c1/big`, 0)
  t.ok('data' in part && part.data.length === 65_536)
})

t.test('what is no file of a sandbox is not read', async t => {
  const { root, sandbox, files } = stage(t)
  symlinkSync(join(root, '..', 'secret'), join(sandbox, 'out'))
  execFileSync('mkfifo', [join(sandbox, 'fifo')])
  for (const path of ['/etc/passwd', join(root, '..', 'secret'), `/${RUNS}/c1/none`, `/${RUNS}/c2/stdout`, '']) {
    t.strictSame(await files.read(path, 0), { status: 404, text: '' })
  }
  for (const path of [`/${RUNS}/c1/out`, `/${RUNS}/c1/../../../../../../../secret`]) {
    t.strictSame(await files.read(path, 0), { status: 400, text: `'${path}' is inaccessible\n` })
  }
  for (const path of [sandbox, `/${RUNS}/c1/sub`]) t.strictSame(await files.read(path, 0), { status: 400, text: 'Cannot read a directory.\n' })
  t.strictSame(await files.read(`/${RUNS}/c1/fifo`, 0), { status: 400, text: 'Cannot read what is no file.\n' })
})

t.test('a file is given whole, as long as it was when it was asked for', async t => {
  const { sandbox, files } = stage(t)
  writeFileSync(join(sandbox, 'empty'), '')
  const given = async (name: string) => {
    const answer = await files.download(`/${RUNS}/latest/${name}`)
    if ('text' in answer) return answer
    appendFileSync(join(sandbox, name), 'more')
    return [answer.name, answer.size, await text(answer.content)]
  }
  t.strictSame(await given('stdout'), ['stdout', 6, 'hello\n'])
  t.strictSame(await given('empty'), ['empty', 0, ''])
  t.strictSame(await given('sub'), { status: 400, text: 'Cannot download a directory.\n' })
  t.strictSame(await given('none'), { status: 404, text: '' })
})

t.test('a directory is listed, by the path it was asked for', async t => {
  const { root, sandbox, files } = stage(t)
  const names = async (path: string) => {
    const infos = await files.list(path)
    return Array.isArray(infos) ? infos.map((info) => info.path) : infos
  }
  t.strictSame(await names(`/${RUNS}/latest`), [`/${RUNS}/latest/stdout`, `/${RUNS}/latest/sub`])
  t.strictSame(await names(sandbox), [join(sandbox, 'stdout'), join(sandbox, 'sub')])
  t.strictSame(await names(`/${RUNS}/latest/stdout`), [], 'what is no directory has nothing in it')
  t.strictSame(await names(join(root, '..')), { status: 404, text: '' })
})

t.test('every run is told, the last of each executor by its names too', async t => {
  const { root, sandbox, files } = stage(t)
  mkdirSync(join(sandbox, '../c0'))
  symlinkSync('gone', join(sandbox, '../dangling'))
  mkdirSync(join(root, 'frameworks/f/executors/none'))
  t.strictSame(await files.attached(), {
    [join(sandbox, '../c0')]: join(sandbox, '../c0'),
    [sandbox]: sandbox,
    [join(root, RUNS, 'latest')]: sandbox,
    [`/${RUNS}/latest`]: sandbox
  })
  t.strictSame(await new SandboxFiles(join(root, 'none')).attached(), {})
})
