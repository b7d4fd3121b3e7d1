import t from 'tap'
import { runLogs } from '../../lib/docker/run-logs.ts'
import { silent } from '../fixtures/docker-parts.ts'
import type { SandboxLogs } from '../../types/sandbox.ts'

const request = { containerKey: 'c', directory: '/s' }

t.test('what a task writes is kept, what an executor says is logged', async t => {
  const done: string[] = []
  const logs: SandboxLogs = {
    position: { stdout: 7, stderr: 0 },
    write (_stream, data) { done.push(String(data)); return undefined },
    async note (line) { done.push(`note ${line}`) },
    async end () { done.push('end') }
  }
  const said: object[] = []
  const parts = { logger: { open: async () => logs }, log: { ...silent, warn: (fields: object) => said.push(fields) } }
  t.equal(await runLogs(parts, {}, request), logs)
  const own = await runLogs(parts, { taskName: 'c' }, request)
  own.write('stderr', Buffer.from('oh\n'))
  await own.note('docker: no')
  await own.end()
  t.same(own.position, { stdout: 0, stderr: 3 })
  t.same(said, [{ container: 'c', said: 'oh' }])
  t.same(done, ['note docker: no', 'end'])
})
