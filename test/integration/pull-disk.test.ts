import t from 'tap'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPrivateEngine } from '../../scripts/private-engine.mjs'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { baseImage } from '../fixtures/docker-parts.ts'
import { imageTask, pullAgent } from '../fixtures/registry/pull-agent.ts'
import { reachHost } from '../fixtures/registry/reach-host.ts'
import { pushImage, randomLayer, registry } from '../fixtures/registry/registry.ts'

t.setTimeout(600_000)

t.test('a disk that fills up in the middle of a pull is one clear status, and what was pulled of it is gone', async (t) => {
  const disk = await mkdtemp(join(tmpdir(), 'small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', disk])
  t.teardown(async () => {
    execFileSync('umount', ['--lazy', disk])
    await rm(disk, { recursive: true })
  })
  const engine = await startPrivateEngine({ args: [`--data-root=${join(disk, 'data')}`] })
  t.teardown(() => engine.remove())
  const origin = await registry(t)
  await reachHost(t, engine.pid, [origin.port])
  await pushImage(origin, 'download', '1', [randomLayer(80 << 20)])
  await pushImage(origin, 'extract', '1', [randomLayer(40 << 20)])
  // Headroom is looked at before: here there is enough of it.
  const agent = await pullAgent(t, { socket: engine.socketPath, argv: ['--docker_pull_headroom=1MB', '--docker_pull_stall_timeout=5secs', '--docker_pull_tries=2'] })
  const connection = connectEngine({ socketPath: engine.socketPath })
  t.teardown(() => connection.close())
  for (const name of ['extract', 'download']) {
    const image = `${origin.host}/${name}:1`
    await agent.session.launch({ [name]: imageTask(image) })
    const { message } = await agent.session.status(name, 'TASK_FAILED')
    t.match(message, /no space left on device/, name)
    t.equal(await connection.inspectImage(image), null)
    t.strictSame(await agent.records(), [])
  }
  t.equal(agent.session.stream.events.filter(({ type, update }) => type === 'UPDATE' && update.status.state !== 'TASK_FAILED').length, 0)
  await agent.session.launch({ present: imageTask(baseImage) })
  await agent.session.status('present', 'TASK_RUNNING')
  await agent.end()
})
