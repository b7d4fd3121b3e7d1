import t from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { startFaultProxy } from '../fixtures/fault-proxy.ts'
import type { ProxyFault } from '../fixtures/fault-proxy.ts'
import { socketPath } from '../fixtures/docker-parts.ts'
import { fact, lives, outageHost } from '../fixtures/outage-host.ts'

t.setTimeout(600_000)

const unreachable = { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' }

t.test('what a broken connection does to a call is an error, never an answer', async (t) => {
  let fault: ProxyFault | undefined
  const proxy = await startFaultProxy(socketPath, () => fault)
  const engine = connectEngine({ socketPath: proxy.socketPath })
  t.teardown(async () => { await engine.close(); await proxy.close() })
  for (fault of ['fin', 'truncate', 'duplicate'] as const) {
    if (fault === 'duplicate') await engine.info().catch(() => {})
    else await t.rejects(engine.info(), unreachable, fault)
  }
  fault = 'drop'
  await t.rejects(engine.info({ timeoutMs: 200 }), { code: 'CONTAINERIZER_ERR_ENGINE_TIMEOUT' })
  proxy.cut()
  fault = undefined
  proxy.reset(1)
  await t.rejects(engine.info(), unreachable)
  fault = 20
  t.match(await engine.info(), { logDriver: /./ })
})

t.test('tasks outlive every cut of every stream', async (t) => {
  const proxy = await startFaultProxy(socketPath, (request) => /\/events\?/.test(request) ? 'duplicate' : undefined)
  // Teardowns run backwards: the containers are ended through the proxy before it goes.
  t.teardown(() => proxy.close())
  const { launchMany } = await outageHost(t, proxy.socketPath)
  const tasks = await launchMany(6)
  for (let round = 0; round < 10; round++) {
    proxy.cut()
    proxy.reset(1)
    await fact(() => proxy.cut(/\/wait\?/) > 0)
  }
  t.strictSame(tasks.filter((task) => task.states().join() !== 'TASK_STARTING,TASK_RUNNING'), [])
  t.notOk((await Promise.all(tasks.map(({ pid }) => lives(pid)))).includes(false))
})
