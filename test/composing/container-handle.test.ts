import t from 'tap'
import { ComposingContainerizer } from '../../lib/composing/composing-containerizer.ts'
import { runContainer } from '../../lib/composing/run-container.ts'
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

t.test('it has a hand on it', async t => {
  const { link, container } = await running()
  t.equal(await container.signal('SIGHUP'), true)
  t.match(await container.exec('a'), { exitCode: 3 })
  const status = { taskId: container.id, state: 'TASK_RUNNING' } as const
  await link.say(container.id, status)
  t.strictSame(await container[Symbol.asyncIterator]().next(), { done: false, value: status })
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
  t.match(await container.wait(), { exitCode: 137 })
})
