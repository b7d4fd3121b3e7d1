import t from 'tap'
import { execInContainer } from '../../lib/docker/exec-in-container.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
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

  await t.test('as a shell, or as a program with its arguments', async t => {
    const variables = [{ name: 'A', value: '3' }, { name: 'B' }]
    t.equal(await execInContainer(engine, id, { value: 'exit "$A$B"', environment: { variables } }, signal), 3)
    t.equal(await execInContainer(engine, id, { value: 'test "$(id -un)" = nobody', user: 'nobody' }, signal), 0)
    t.equal(await execInContainer(engine, id, { shell: false, value: '/bin/test', arguments: ['a', '=', 'b'] }, signal), 1)
    t.equal(await execInContainer(engine, id, { shell: false, value: '/bin/true' }, signal), 0)
    t.equal(await execInContainer(engine, id, {}, signal), 0, 'an empty script does nothing')
  })

  await t.test('and is killed in there, with what it started, when it is given up', async t => {
    const controller = new AbortController()
    const seen: string[] = []
    const running = execInContainer(engine, id, { value: 'sleep 4321 & echo begun; sleep 4321' }, controller.signal, { write: (_stream, data) => { seen.push(String(data)); return undefined } })
    while (seen.length === 0) await settled()
    controller.abort(new Error('enough'))
    await t.rejects(running, { message: 'enough' })
    t.equal(await execInContainer(engine, id, { value: 'ps | grep -v grep | grep -c "sleep 4321"' }, signal), 1, 'none is left')
  })

  await t.test('an engine that cannot say how it ended is no exit', async t => {
    const mute = { ...engine, execInspect: async () => null }
    await t.rejects(execInContainer(mute, id, { value: 'true' }, signal), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED' })
    const controller = new AbortController()
    const cut = { ...engine, execInspect: async () => { throw new Error('away') } }
    const running = execInContainer(cut, id, { value: 'sleep 3' }, controller.signal)
    controller.abort(new Error('enough'))
    await t.rejects(running, { message: 'enough' })
    const late = new AbortController()
    const hung = execInContainer(cut, id, { value: 'echo begun; sleep 3' }, late.signal, { write: () => { late.abort(new Error('late')); return undefined } })
    await t.rejects(hung, { message: 'late' })
  })

  await t.test('one that is cut off has not ended', async t => {
    const broken = { ...engine, execStart: async () => ({ done: Promise.reject(new Error('cut')), close () {} }) }
    await t.rejects(execInContainer(broken, id, { value: 'true' }, signal), { message: 'cut' })
  })
})
