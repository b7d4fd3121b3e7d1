import t from 'tap'
import { ForwardingLogger } from '../../lib/sandbox/forwarding-logger.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { ContainerLogger, SandboxLogs } from '../../types/sandbox.ts'
import { memoryLogs } from '../fixtures/docker-faults.ts'

const request = { containerKey: 'c', directory: '/s' }

async function stage (over: Partial<SandboxLogs> = {}) {
  const files = memoryLogs(over)
  const forwarded: string[] = []
  const rooms = { stdout: undefined as Promise<void> | undefined, stderr: undefined as Promise<void> | undefined }
  const forgotten: string[] = []
  const base: ContainerLogger = { open: async () => files, async forget (key) { forgotten.push(key) } }
  const logger = new ForwardingLogger(base, async ({ containerKey }) => ({
    write (stream, data) {
      forwarded.push(`${containerKey} ${stream} ${data}`)
      return rooms[stream]
    },
    async end () { forwarded.push('end') }
  }))
  return { files, forwarded, rooms, forgotten, logger, logs: await logger.open(request) }
}

t.test('what goes to the files is forwarded as well', async t => {
  const { files, forwarded, logs, logger, forgotten } = await stage()
  t.equal(logs.write('stdout', Buffer.from('out')), undefined)
  await logs.note('a line of ours')
  t.strictSame(forwarded, ['c stdout out', 'c stderr a line of ours\n'])
  t.strictSame(logs.position, files.position)
  t.match(files.output, { stdout: 'out' })
  await logs.end()
  t.ok(files.ended())
  t.equal(forwarded.at(-1), 'end')
  await logger.forget('c')
  t.strictSame(forgotten, ['c'])
  await new ForwardingLogger({ open: async () => files }, async () => ({ write: () => undefined, async end () {} })).forget('c')
})

t.test('a container is held back by whichever has no room', async t => {
  const room = deferred<void>()
  const { logs, rooms } = await stage()
  rooms.stderr = room.promise
  let isFree = false
  const held = logs.write('stderr', Buffer.from('x'))?.then(() => { isFree = true })
  await Promise.resolve()
  t.notOk(isFree)
  room.resolve()
  await held
  t.ok(isFree)
})

t.test('a file that fails is heard of, also at the end, when nothing is open any more', async t => {
  const { logs, forwarded } = await stage({ write: () => Promise.reject(new Error('disk full')), end: async () => { throw new Error('not kept') } })
  await t.rejects(logs.write('stdout', Buffer.from('x')) as Promise<void>, { message: 'disk full' })
  await t.rejects(logs.end(), { message: 'not kept' })
  t.equal(forwarded.at(-1), 'end')
})

t.test('what the files can do beyond that is not lost', async t => {
  const able = await stage({ tail: async () => Buffer.from('tail'), flushed: async () => {} })
  t.equal(String(await able.logs.tail?.('stdout', 4)), 'tail')
  await able.logs.flushed?.()
  const { tail, flushed } = (await stage({ tail: undefined as never, flushed: undefined as never })).logs
  t.strictSame([tail, flushed], [undefined, undefined])
})

t.test('what the files refuse is refused', async t => {
  const forward = async () => ({ write: () => undefined, async end () {} })
  const open = async () => memoryLogs()
  t.throws(() => new ForwardingLogger({ open, validate () { throw new Error('too small') } }, forward).validate(request), { message: 'too small' })
  new ForwardingLogger({ open }, forward).validate(request)
})
