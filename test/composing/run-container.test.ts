import t from 'tap'
import { ComposingContainerizer } from '../../lib/composing/composing-containerizer.ts'
import { runContainer } from '../../lib/composing/run-container.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'
import type { ContainerConfig } from '../../types/index.ts'

async function chain () {
  const link = new MemoryLink('one')
  const composing = new ComposingContainerizer([link])
  await composing.recover(null)
  return { link, composing }
}

const taskId = { value: 'c1' }

t.test('a container is run, and its statuses and its end are told', async t => {
  const { link, composing } = await chain()
  let asked: ContainerConfig | undefined
  link.decide = config => { asked = config; return 'SUCCESS' }
  const container = await runContainer(composing, { id: 'c1', image: 'i', command: 'true' }, '/sandboxes')
  t.match(container, { id: { value: 'c1' }, directory: '/sandboxes/c1' })
  t.match(asked, { directory: '/sandboxes/c1', containerInfo: { docker: { image: 'i' } }, taskInfo: { taskId } })
  await link.say({ value: 'other' }, { taskId, state: 'TASK_FAILED' })
  await link.say(container.id, { taskId, state: 'TASK_RUNNING' })
  await link.say(container.id, { taskId, state: 'TASK_FINISHED', message: 'done' })
  link.end(container.id, { status: 0, message: 'Container terminated' })
  t.strictSame(await container.wait(), { state: 'TASK_FINISHED', exitCode: 0, message: 'done' })
  const seen = []
  for await (const { state } of container) seen.push(state)
  t.same(seen, ['TASK_RUNNING', 'TASK_FINISHED'])
  t.equal(link.listeners.size, 0, 'nobody listens any more')
})

t.test('each has an id and a directory of its own, or those that it asks for', async t => {
  const { composing } = await chain()
  const [a, b] = [await runContainer(composing, {}, '/sandboxes'), await runContainer(composing, {}, '/sandboxes')]
  t.not(a.id.value, b.id.value)
  t.equal((await runContainer(composing, { directory: '/here' }, undefined)).directory, '/here')
  await t.rejects(runContainer(composing, {}, undefined), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: 'run: directory is required, no containerizer of this host has a work directory' })
  for (const id of ['..', 'a/b']) await t.rejects(runContainer(composing, { id }, '/sandboxes'), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `run: id must be fit for the name of a directory, not "${id}"` })
})

t.test('what nobody takes, and an id that is known, are refused', async t => {
  const { link, composing } = await chain()
  link.decide = () => 'NOT_SUPPORTED'
  await t.rejects(runContainer(composing, { id: 'c1', directory: '/s' }, undefined), { code: 'CONTAINERIZER_ERR_LAUNCH_FAILED', message: 'Container c1 was not launched: no containerizer takes it' })
  link.decide = () => 'SUCCESS'
  const first = await runContainer(composing, { id: 'c1', directory: '/s' }, undefined)
  await t.rejects(runContainer(composing, { id: 'c1', directory: '/s' }, undefined), { message: 'Container c1 was not launched: there is one of this id' })
  t.same(composing.containers(), [first.id], 'the one that was there stays')
  t.equal(link.listeners.size, 1)
})

t.test('a launch that fails leaves nothing behind', async t => {
  const { link, composing } = await chain()
  link.keepFailed = true
  link.decide = () => { throw new Error('no luck') }
  await t.rejects(runContainer(composing, { id: 'c1', directory: '/s' }, undefined), { message: 'no luck' })
  t.same(composing.containers(), [])
  t.equal(link.listeners.size, 0)
  const controller = new AbortController()
  controller.abort()
  await t.rejects(runContainer(composing, { directory: '/s', signal: controller.signal }, undefined), { code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED' })
})

t.test('who waits when the host lets go is told so, and who reads too', async t => {
  const { composing } = await chain()
  const container = await runContainer(composing, { directory: '/s' }, undefined)
  const reading = container[Symbol.asyncIterator]().next()
  composing.letGo()
  await t.rejects(container.wait(), { code: 'CONTAINERIZER_ERR_DETACHED' })
  await t.rejects(reading, { code: 'CONTAINERIZER_ERR_DETACHED' })
})
