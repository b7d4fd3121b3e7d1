import t from 'tap'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Test } from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { startPrivateEngine } from '../../scripts/private-engine.mjs'
import type { PrivateEngine } from '../../scripts/private-engine.mjs'
import { baseImage, socketPath as sharedSocketPath } from '../fixtures/docker-parts.ts'

t.setTimeout(600_000)

const alive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z')

async function launch ({ socketPath }: PrivateEngine): Promise<{ id: string, pid: number }> {
  const docker = connectEngine({ socketPath })
  const { id } = await docker.create('one', { Image: baseImage, Cmd: ['sleep', '1000'], HostConfig: { NetworkMode: 'host' } })
  await docker.start(id)
  const pid = (await docker.inspect(id))?.state.pid as number
  await docker.close()
  return { id, pid }
}

async function isRunning ({ socketPath }: PrivateEngine, id: string): Promise<boolean | undefined> {
  const docker = connectEngine({ socketPath })
  try {
    return (await docker.inspect(id))?.state.running
  } finally {
    await docker.close()
  }
}

async function privateEngine (t: Test, liveRestore: boolean): Promise<PrivateEngine> {
  const engine = await startPrivateEngine({ liveRestore })
  t.teardown(() => engine.remove())
  return engine
}

t.test('a private engine is another than the shared one and goes without a trace', async (t) => {
  const engine = await startPrivateEngine()
  const { id, pid } = await launch(engine)
  const shared = connectEngine({ socketPath: sharedSocketPath })
  t.teardown(() => shared.close())
  t.equal(await shared.inspect(id), null)
  t.ok(alive(pid))
  await engine.remove()
  t.notOk(alive(pid))
  t.notOk(alive(engine.pid))
  t.notOk(existsSync(engine.directory))
  t.notOk(readFileSync('/proc/mounts', 'utf8').includes(basename(engine.directory)))
  t.notOk(existsSync(`/sys/fs/cgroup/memory/${basename(engine.directory)}`))
})

t.test('containers run on while an engine with live-restore is stopped, and are found by the next', async (t) => {
  const engine = await privateEngine(t, true)
  const { id, pid } = await launch(engine)
  await engine.stop()
  t.ok(alive(pid))
  await engine.start()
  t.ok(alive(pid))
  t.equal(await isRunning(engine, id), true)
})

t.test('containers outlive a killed engine, and without live-restore the next one ends them', async (t) => {
  const engine = await privateEngine(t, false)
  const { id, pid } = await launch(engine)
  await engine.kill()
  t.ok(alive(pid))
  await engine.start()
  t.equal(await isRunning(engine, id), false)
  t.notOk(alive(pid))
})

t.test('a paused engine answers when it is resumed', async (t) => {
  const engine = await privateEngine(t, false)
  const { id } = await launch(engine)
  engine.pause()
  let answered = false
  const answer = isRunning(engine, id).finally(() => { answered = true })
  t.notOk(answered)
  engine.resume()
  t.equal(await answer, true)
})

t.test('the bridge of the shared engine is none of its business', async (t) => {
  const bridge = '/sys/class/net/docker0'
  const before = existsSync(bridge)
  const engine = await privateEngine(t, false)
  await engine.stop()
  t.equal(existsSync(bridge), before)
})
