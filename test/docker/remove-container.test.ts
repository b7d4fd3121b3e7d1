import t from 'tap'
import { removeContainer } from '../../lib/docker/remove-container.ts'
import { capturedLog, hurriedClock, stoppedClock, untilAborted } from '../fixtures/docker-faults.ts'
import { baseImage, dockerParts, newId } from '../fixtures/docker-parts.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'

const never = new AbortController().signal
const removing = (remove: DockerEngine['remove']): DockerEngine => ({ remove }) as unknown as DockerEngine

t.test('a container is removed though it runs, and one that is gone is gone', async (t) => {
  const { agentId, engine, clock, log } = await dockerParts(t)
  const name = `mesos-${agentId}-${newId().value}`
  const { id } = await engine.create(name, {
    Image: baseImage, Cmd: ['sleep', '1000'], Labels: { 'fastify-docker-containerizer.agent-id': agentId }, HostConfig: {}
  })
  await engine.start(id)
  await removeContainer({ engine, clock, log }, name, never)
  t.equal(await engine.inspect(id), null)
  await removeContainer({ engine, clock, log }, name, never)
})

t.test('a failure is logged and tried again, less and less often', async (t) => {
  const clock = hurriedClock()
  const log = capturedLog()
  let left = 9
  const engine = removing(async () => { if (left-- > 0) throw new Error('device or resource busy'); return true })
  await removeContainer({ engine, clock, log }, 'c', never)
  t.strictSame(clock.slept, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
  t.equal(log.lines.length, 9)
  t.equal(log.lines[0], 'warn removing the container failed, it is tried again')
  t.match(log.fields[0], { container: 'c', err: { message: 'device or resource busy' } })
})

t.test('an abort ends it between two attempts', async (t) => {
  const abort = new AbortController()
  const engine = removing(async () => { throw new Error('busy') })
  const gone = removeContainer({ engine, clock: stoppedClock, log: { ...capturedLog(), warn: () => setImmediate(() => abort.abort(new Error('closed'))) } }, 'c', abort.signal)
  await t.rejects(gone, { message: 'closed' })
})

t.test('an abort ends it while the engine is at it, and is no failure', async (t) => {
  const abort = new AbortController()
  const log = capturedLog()
  const engine = removing((_id, options) => { setImmediate(() => abort.abort(new Error('closed'))); return untilAborted(options?.signal) })
  await t.rejects(removeContainer({ engine, clock: stoppedClock, log }, 'c', abort.signal), { message: 'closed' })
  t.strictSame(log.lines, [])
})
