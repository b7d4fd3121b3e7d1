import t from 'tap'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { execInContainer } from '../../lib/docker/exec-in-container.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import type { DockerEngine, ExecDetails } from '../../types/docker-engine.ts'
import { hurriedClock } from '../fixtures/docker-faults.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'
import { settled } from '../agent/scheduler/fakes.ts'

t.test('a command runs in the container', async t => {
  const engine = connectEngine({ socketPath })
  const { id } = await engine.create(`exec-in-${process.pid}`, { Image: baseImage, Cmd: ['sleep', '1000'], HostConfig: {} })
  await engine.start(id)
  t.teardown(async () => {
    await engine.remove(id, { force: true })
    await engine.close()
  })
  const { signal } = new AbortController()
  const parts = { engine, clock: systemClock }

  await t.test('as a shell, or as a program with its arguments', async t => {
    const variables = [{ name: 'A', value: '3' }, { name: 'B' }]
    t.equal(await execInContainer(parts, id, { value: 'exit "$A$B"', environment: { variables } }, signal), 3)
    t.equal(await execInContainer(parts, id, { value: 'test "$(id -un)" = nobody', user: 'nobody' }, signal), 0)
    t.equal(await execInContainer(parts, id, { shell: false, value: '/bin/test', arguments: ['a', '=', 'b'] }, signal), 1)
    t.equal(await execInContainer(parts, id, { shell: false, value: '/bin/true' }, signal), 0)
    t.equal(await execInContainer(parts, id, { value: 'echo heard by nobody' }, signal), 0)
    t.equal(await execInContainer(parts, id, {}, signal), 0, 'an empty script does nothing')
  })

  await t.test('and is killed in there, with what it started, when it is given up', async t => {
    const controller = new AbortController()
    const seen: string[] = []
    const running = execInContainer(parts, id, { value: 'sleep 4321 & echo begun; sleep 4321' }, controller.signal, { write: (_stream, data) => { seen.push(String(data)); return undefined } })
    while (seen.length === 0) await settled()
    controller.abort(new Error('enough'))
    await t.rejects(running, { message: 'enough' })
    t.equal(await execInContainer(parts, id, { value: 'while ps | grep -v grep | grep -q "sleep 4321"; do sleep 0.05; done' }, signal), 0, 'none is left')
  })

  await t.test('an engine that cannot say how it ended is no exit', async t => {
    const mute = { ...engine, execInspect: async () => null }
    await t.rejects(execInContainer({ ...parts, engine: mute }, id, { value: 'true' }, signal), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED' })
    const controller = new AbortController()
    const cut = { ...engine, execInspect: async () => { throw new Error('away') } }
    const running = execInContainer({ ...parts, engine: cut }, id, { value: 'sleep 3' }, controller.signal)
    controller.abort(new Error('enough'))
    await t.rejects(running, { message: 'enough' })
    const late = new AbortController()
    const hung = execInContainer({ ...parts, engine: cut }, id, { value: 'echo begun; sleep 3' }, late.signal, { write: () => { late.abort(new Error('late')); return undefined } })
    await t.rejects(hung, { message: 'late' })
  })

  await t.test('one that is cut off has not ended', async t => {
    const broken = { ...engine, execStart: async () => ({ done: Promise.reject(new Error('cut')), close () {} }) }
    await t.rejects(execInContainer({ ...parts, engine: broken }, id, { value: 'true' }, signal), { message: 'cut' })
  })
})

/** An engine that gives these answers to who asks after the command, the last of them again and again. */
function asked (...answers: Array<Partial<ExecDetails>>): DockerEngine {
  const execInspect = async () => ({ running: true, exitCode: null, pid: 0, ...(answers.length > 1 ? answers.shift() : answers[0]) })
  return { execCreate: async () => 'exec', execStart: async () => ({ done: new Promise(() => {}), close () {} }), execInspect } as unknown as DockerEngine
}

t.test('one that is given up while the engine is still about to start it is killed when it has begun', async t => {
  const child = spawn('sleep', ['1000'], { detached: true })
  const exit = once(child, 'exit')
  const clock = hurriedClock()
  const given = AbortSignal.abort(new Error('enough'))
  await t.rejects(execInContainer({ engine: asked({ running: false }, {}, { pid: child.pid! }), clock }, 'c', { value: 'x' }, given), { message: 'enough' })
  t.strictSame(await exit, [null, 'SIGKILL'])
  t.strictSame(clock.slept, [100, 100])
})

t.test('nobody waits for one that has ended, or that never begins', async t => {
  const given = AbortSignal.abort(new Error('enough'))
  for (const [engine, pauses] of [[asked({ running: false, exitCode: 126 }), 0], [asked({}), 100]] as const) {
    const clock = hurriedClock()
    await t.rejects(execInContainer({ engine, clock }, 'c', { value: 'x' }, given), { message: 'enough' })
    t.equal(clock.slept.length, pauses)
  }
})
