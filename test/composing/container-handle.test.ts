import t from 'tap'
import { ComposingContainerizer } from '../../lib/composing/composing-containerizer.ts'
import { runContainer } from '../../lib/composing/run-container.ts'
import { containerHandle } from '../../lib/composing/container-handle.ts'
import { StatusFeed } from '../../lib/composing/status-feed.ts'
import { MemoryLink, plainLink } from '../fixtures/memory-link.ts'
import type { Containerizer } from '../../types/index.ts'

async function running (of: (link: MemoryLink) => Containerizer = link => link) {
  const link = new MemoryLink('one')
  const composing = new ComposingContainerizer([of(link)])
  await composing.recover(null)
  const container = await runContainer(composing, { id: 'c1', directory: '/s' }, undefined)
  link.calls.splice(0)
  return { link, composing, container }
}

t.test('a signal is a name or a number', async t => {
  const { link, container } = await running()
  t.equal(await container.signal('SIGHUP'), true)
  t.equal(await container.signal(10), true)
  t.same(link.calls, ['kill c1 1', 'kill c1 10'])
  for (const wrong of ['SIGNONE', 0, 65, 1.5]) {
    await t.rejects(container.signal(wrong as number), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `signal must be a name or a number of signal(7), not ${JSON.stringify(wrong)}` })
  }
})

t.test('a command gives its output and exit code', async t => {
  const { container, composing } = await running()
  t.strictSame(await container.exec(['a', 'b'], { env: {}, signal: new AbortController().signal }), { exitCode: 3, stdout: 'a,b', stderr: 'echoed' })
  t.strictSame(await container.exec('c'), { exitCode: 3, stdout: 'c', stderr: 'echoed' })
  const gone = containerHandle(composing, { id: { value: 'gone' }, directory: '/s', feed: new StatusFeed(), end: container.wait() })
  await t.rejects(gone.exec('c'), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
})

t.test('a kill has its own grace, or that of the policy', async t => {
  const { link, container } = await running()
  const policies: unknown[] = []
  link.killTask = async (_id, options?: object) => { policies.push(options); return true }
  t.equal(await container.kill(), true)
  t.equal(await container.kill({ graceMs: 1500 }), true)
  t.same(policies, [{}, { killPolicy: { gracePeriod: { nanoseconds: 1.5e9 } } }])
})

t.test('a containerizer that knows no kill destroys, and one that runs no commands says so', async t => {
  const { link, container } = await running(plainLink)
  await t.rejects(container.exec('a'), { code: 'CONTAINERIZER_ERR_EXEC_FAILED', message: 'Container c1: the one containerizer runs no commands in containers' })
  t.equal(await container.kill(), true)
  t.same(link.calls, ['destroy c1'])
  t.equal(await container.kill(), false, 'it has ended')
})

t.test('a destroy resolves with the end', async t => {
  const { container } = await running()
  t.strictSame(await container.destroy(), { state: 'TASK_FAILED', exitCode: 137, message: 'destroyed' })
  t.strictSame(await container.destroy(), { state: 'TASK_FAILED', exitCode: 137, message: 'destroyed' })
})
