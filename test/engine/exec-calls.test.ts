import t from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { fact } from '../fixtures/docker-faults.ts'
import { baseImage, socketPath } from '../fixtures/docker-parts.ts'

t.test('commands run beside a container, with their own environment, user and exit code', async t => {
  const engine = connectEngine({ socketPath })
  const { id } = await engine.create(`exec-calls-${process.pid}`, { Image: baseImage, Cmd: ['sleep', '1000'], HostConfig: {} })
  t.teardown(async () => {
    await engine.remove(id, { force: true })
    await engine.close()
  })
  const run = async (cmd: string[], more: object = {}) => {
    const written: string[] = []
    const execId = await engine.execCreate(id, { cmd, ...more })
    const { done } = await engine.execStart(execId, { write: (stream, data) => { written.push(`${stream}: ${String(data)}`); return undefined } })
    await done
    return { written: written.join(''), details: await engine.execInspect(execId) }
  }
  await t.rejects(engine.execCreate(id, { cmd: ['true'] }), { code: 'CONTAINERIZER_ERR_ENGINE_REFUSED' })
  await engine.start(id)
  t.match(await run(['sh', '-c', 'echo "$A" $(id -un); exit 3'], { env: ['A=a b'], user: 'nobody' }), { written: 'stdout: a b nobody\n', details: { running: false, exitCode: 3 } })
  t.match(await run(['sh', '-c', 'echo oops >&2']), { written: 'stderr: oops\n', details: { exitCode: 0 } })
  t.match(await run(['/nowhere']), { details: { exitCode: 126 } }, 'what cannot be run has an exit code too')
  const execId = await engine.execCreate(id, { cmd: ['sleep', '1000'] })
  t.match(await engine.execInspect(execId), { running: false, exitCode: null, pid: 0 })
  const { close } = await engine.execStart(execId, { write: () => undefined })
  // The engine takes the stream before it starts the command.
  await fact(async () => (await engine.execInspect(execId))?.running)
  t.match(await engine.execInspect(execId), { running: true, exitCode: null })
  close()
  t.match(await engine.execInspect(execId), { running: true }, 'it goes on without a listener')
  t.equal(await engine.execInspect('nope'), null)
})
