import t from 'tap'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { runLogs } from '../../lib/docker/run-logs.ts'
import { MemoryStore, silent } from '../fixtures/docker-parts.ts'
import type { SandboxLogs } from '../../types/sandbox.ts'

const request = { containerKey: 'c', directory: '/s' }
const run = (more: Partial<DockerRun> = {}): DockerRun => ({ ...dockerRun('a', { value: 'c' }, { directory: '/s', commandInfo: {} }, {}), ...more })

function stage (runs = new MemoryStore<DockerRun>()) {
  const done: string[] = []
  const logs: SandboxLogs = {
    position: { stdout: 7, stderr: 0 },
    write (_stream, data) { done.push(String(data)); return undefined },
    async note (line) { done.push(`note ${line}`) },
    async end () { done.push('end') }
  }
  const said: object[] = []
  return { parts: { logger: { open: async () => logs }, log: { ...silent, warn: (fields: object) => said.push(fields) }, runs }, logs, said, done, runs }
}

t.test('what a task writes is kept, what an executor says is logged', async t => {
  const { parts, logs, said, done } = stage()
  t.equal(await runLogs(parts, run(), request), logs)
  const own = await runLogs(parts, run({ taskName: 'c' }), request)
  await own.write('stderr', Buffer.from('oh\n'))
  await own.note('docker: no')
  await own.end()
  t.same(own.position, { stdout: 0, stderr: 3 })
  t.same(said, [{ container: 'c', said: 'oh' }])
  t.same(done, ['note docker: no', 'end'])
})

t.test('how much an executor has said is in the record of its run, for the agent after this one', async t => {
  const { parts, runs } = stage()
  const own = await runLogs(parts, run({ taskName: 'c' }), request)
  own.write('stdout', Buffer.from('one\n'))
  own.write('stderr', Buffer.from('two'))
  await own.end()
  const kept = runs.map.get('c')
  t.same(kept?.said, { stdout: 4, stderr: 3 })
  t.same((await runLogs(parts, kept as DockerRun, request)).position, { stdout: 4, stderr: 3 })
})

t.test('a record that cannot be written keeps an executor from nothing', async t => {
  const { parts, said, done } = stage(Object.assign(new MemoryStore<DockerRun>(), { write: async () => { throw new Error('disk full') } }))
  const own = await runLogs(parts, run({ taskName: 'c' }), request)
  await own.write('stderr', Buffer.from('oh\n'))
  await own.end()
  t.match(said, [{ said: 'oh' }, { err: { message: 'disk full' }, container: 'c' }])
  t.same(done, ['end'])
})
