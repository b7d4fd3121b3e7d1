import t from 'tap'
import { CaptureLogs } from '../../../lib/docker/output/capture-logs.ts'
import type { LogRequest, SandboxLogs } from '../../../types/sandbox.ts'
import { memoryLogs } from '../../fixtures/docker-faults.ts'

const request = { containerKey: 'key', directory: '/s' }

t.test('logs that are open are those that are meant', async (t) => {
  const logs = memoryLogs()
  const capture = new CaptureLogs({ logger: { open: async () => { throw new Error('nobody should open') } } }, { request, logs })
  t.equal(capture.now, logs)
  t.strictSame(await capture.meant(), { logs })
  await capture.end()
  t.ok(logs.ended())
})

t.test('those that are opened late are opened once, and come with what is wrong with them', async (t) => {
  const [first, meant] = [memoryLogs(), memoryLogs()]
  let opened = 0
  const capture = new CaptureLogs({ logger: { open: async () => memoryLogs() } }, { request, logs: first, open: async () => { opened++; return { logs: meant, missing: 'a file' } } })
  t.equal(capture.now, first, 'until they are asked for')
  t.strictSame(await capture.meant(), { logs: meant, missing: 'a file' })
  t.equal(capture.now, meant)
  t.strictSame(await capture.meant(), { logs: meant }, 'what is wrong is said once')
  t.equal(opened, 1)
})

t.test('logs are opened anew, whether the former can be ended or not, and stay where that fails', async (t) => {
  const broken: SandboxLogs = { ...memoryLogs(), end: async () => { throw new Error('disk full') } }
  const next = memoryLogs()
  const asked: LogRequest[] = []
  const answers = [async () => { throw new Error('still full') }, async () => next]
  const capture = new CaptureLogs({ logger: { open: async (given) => { asked.push(given); return await answers.shift()!() } } }, { request, logs: broken })
  await t.rejects(capture.reopen(), { message: 'still full' })
  t.equal(capture.now, broken)
  await capture.reopen()
  t.equal(capture.now, next)
  t.strictSame(asked, [request, request])
})
