import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readLog } from '../../../lib/agent/operator/read-log.ts'
import { SandboxFiles } from '../../../lib/agent/operator/sandbox-files.ts'
import type { AgentCallReadLog } from '../../../types/mesos-v1.ts'

function stage () {
  const root = t.testdir()
  const sandbox = join(root, 'frameworks/f/executors/e/runs/c1')
  mkdirSync(sandbox, { recursive: true })
  symlinkSync('c1', join(sandbox, '../latest'))
  writeFileSync(join(sandbox, 'stdout'), 'hello\n')
  writeFileSync(join(sandbox, 'stderr'), 'oh\n')
  const files = new SandboxFiles(root)
  const read = async (more: Partial<AgentCallReadLog> = {}) => {
    const { status, text, response } = await readLog(files, { source: 'CONTAINER', containerId: { value: 'c1' }, ...more })
    if (response === undefined) return [status, text]
    const { stdout, stderr } = response.readLog!
    return [status, ...[stdout, stderr].map((part) => part && [part.size, String(part.data)])]
  }
  return { sandbox, read }
}

t.test('both streams are given, each from its offset on', async t => {
  const { read } = stage()
  t.strictSame(await read(), [200, [6, 'hello\n'], [3, 'oh\n']])
  t.strictSame(await read({ stdoutOffset: 2, stderrOffset: 1, length: 2 }), [200, [6, 'll'], [3, 'h\n']])
  t.strictSame(await read({ stdoutOffset: 99, stderrOffset: 99 }), [200, [6, ''], [3, '']], 'beyond the end there is nothing')
})

t.test('a stream without a file is left out', async t => {
  const { sandbox, read } = stage()
  for (const name of ['stdout', 'stderr']) rmSync(join(sandbox, name))
  t.strictSame(await read(), [200, undefined, undefined])
})

t.test('a container that is not known has no log, nor has the agent a file', async t => {
  const { read } = stage()
  t.strictSame(await read({ containerId: { value: 'c2' } }), [404, "Container 'c2' not found"])
  t.strictSame(await read({ containerId: { value: 'c2', parent: { value: 'c1' } } }), [404, "Container 'c1.c2' not found"])
  t.strictSame(await read({ source: 'AGENT' }), [404, 'The log of this agent goes to its standard error, not to a file'])
})
