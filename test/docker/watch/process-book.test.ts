import t from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ProcessBook, thisKernel } from '../../../lib/docker/watch/process-book.ts'
import type { Kernel } from '../../../lib/docker/watch/process-book.ts'
import { baseImage, dockerParts } from '../../fixtures/docker-parts.ts'
import type { ContainerDetails } from '../../../types/docker-engine.ts'

const details = (id: string, pid: number, running = true) => ({ id, name: `name-of-${id}`, state: { running, pid } }) as ContainerDetails

/** A kernel with the processes of `alive`, pid to start time. */
function kernel (alive: Map<number, number>) {
  const sent: Array<[number, number]> = []
  const fake: Kernel = {
    identify: ({ state: { pid } }) => alive.has(pid) ? { pid, startTime: alive.get(pid) as number } : null,
    lives: ({ pid, startTime }) => alive.get(pid) === startTime,
    kill: (pid, signal) => { sent.push([pid, signal]) }
  }
  return { fake, sent }
}

t.test('a process is signalled as long as it is the same', async (t) => {
  const alive = new Map([[7, 100]])
  const { fake, sent } = kernel(alive)
  const book = new ProcessBook(fake)
  book.note(details('c', 7))
  t.ok(book.knows('c'))
  t.equal(book.signal('c', 'SIGTERM'), true)
  t.strictSame(book.ended(), [])
  alive.set(7, 200)
  t.equal(book.signal('c', 'SIGKILL'), false, 'its number was given to another')
  t.strictSame(book.ended(), ['c'])
  t.strictSame(sent, [[7, 15]])
})

t.test('signals are taken as the engine takes them', async (t) => {
  const { fake, sent } = kernel(new Map([[7, 100]]))
  const book = new ProcessBook(fake)
  book.note(details('c', 7))
  for (const name of ['TERM', '2', 'SIGRTMIN', 'SIGRTMIN+3']) t.equal(book.signal('c', name), true)
  t.equal(book.signal('c', 'SIGNONSENSE'), false)
  t.strictSame(sent.map(([, signal]) => signal), [15, 2, 34, 37])
})

t.test('what does not run, is of another host, or was forgotten is not known', async (t) => {
  const { fake, sent } = kernel(new Map([[7, 100]]))
  const book = new ProcessBook(fake)
  book.note(details('c', 7))
  book.note(details('c', 7))
  book.note(details('c', 0, false))
  t.notOk(book.knows('c'))
  book.note(details('c', 7))
  book.note(details('c', 8))
  t.notOk(book.knows('c'), 'the pid is not one of this host')
  book.note(details('c', 7))
  book.forget('c')
  t.equal(book.signal('c', 'SIGTERM'), false)
  t.strictSame(sent, [])
})

t.test('a process that may not be signalled, or is gone by then, was not signalled', async (t) => {
  const { fake } = kernel(new Map([[7, 100]]))
  const book = new ProcessBook({ ...fake, kill () { throw new Error('ESRCH') } })
  book.note(details('c', 7))
  t.equal(book.signal('c', 'SIGTERM'), false)
})

t.test('the first process of a real container is known by its cgroup, and killed past the engine', async (t) => {
  const { agentId, engine } = await dockerParts(t)
  const { id } = await engine.create(`mesos-${agentId}-by-pid`, {
    Image: baseImage, Cmd: ['sleep', '1000'], Labels: { 'fastify-docker-containerizer.agent-id': agentId }, HostConfig: { NetworkMode: 'host' }
  })
  const { exit } = await engine.wait(id, 'next-exit')
  await engine.start(id)
  const found = await engine.inspect(id) as ContainerDetails
  const book = new ProcessBook()
  book.note(found)
  t.ok(book.knows(id))
  t.strictSame(book.ended(), [])
  t.equal(thisKernel.identify({ id, state: { pid: process.pid } }), null, 'another process of this host is not its')
  t.equal(book.signal(id, 'SIGKILL'), true)
  t.strictSame(await exit, { exitCode: 137 })
  t.strictSame(book.ended(), [id])
})

t.test('a process that goes while it is looked at is none', async (t) => {
  const child = spawn('true')
  const pid = child.pid as number
  await once(child, 'exit')
  t.equal(thisKernel.identify({ id: '', state: { pid } }), null)
  t.equal(thisKernel.lives({ pid, startTime: 1 }), false)
})

t.test('a container is forgotten by its name, by which it is removed', async (t) => {
  const book = new ProcessBook(kernel(new Map([[7, 100], [8, 100]])).fake)
  book.note(details('c', 7))
  book.note(details('d', 8))
  book.forget('name-of-c')
  t.strictSame([book.knows('c'), book.knows('d')], [false, true])
  book.forget('name-of-c')
  book.note(details('c', 7))
  book.forget('c')
  t.notOk(book.knows('c'))
})

t.test('what cannot be told is no end, and no leave to kill', async (t) => {
  const { fake, sent } = kernel(new Map([[7, 100]]))
  const book = new ProcessBook({ ...fake, lives: () => { throw Object.assign(new Error('no handles'), { code: 'EMFILE' }) } })
  book.note(details('c', 7))
  t.strictSame(book.ended(), [])
  t.equal(book.signal('c', 'SIGKILL'), false)
  t.strictSame(sent, [])
})
