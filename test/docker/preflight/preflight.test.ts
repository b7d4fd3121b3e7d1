import t from 'tap'
import type { Test } from 'tap'
import { join } from 'node:path'
import { preflight } from '../../../lib/docker/preflight/preflight.ts'
import { connectEngine } from '../../../lib/engine/connect-engine.ts'
import { systemClock } from '../../../lib/util/system-clock.ts'
import { capturedLog } from '../../fixtures/docker-faults.ts'
import { socketPath } from '../../fixtures/docker-parts.ts'

const withBridge = async () => 'docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n'
const absent = async () => { throw new Error('ENOENT') }
const policy = (word: string) => ({ iptables: async () => `-P INPUT ${word}\n`, nft: absent })

function start (t: Test) {
  const engine = connectEngine({ socketPath })
  t.teardown(() => engine.close())
  const log = capturedLog()
  return { engine, log, request: { socketPath, waitMs: 0, clock: systemClock, log, workDir: t.testdir() } }
}

t.test('the facts are those of this machine, and are logged', async (t) => {
  const { engine, log, request } = start(t)
  const facts = await preflight(engine, request)
  const { storageDriver, cgroupDriver, cgroupVersion, dockerRootDir: rootDir } = await engine.info()
  const { version, apiVersion } = await engine.version()
  t.strictSame(facts.engine, { socketPath, version, apiVersion, storageDriver, cgroupDriver, cgroupVersion, rootDir })
  t.ok(facts.abilities.runtimes.includes('runc'))
  t.match(facts.workDir, { path: request.workDir, fileSystem: String })
  t.equal(log.lines.at(-1), 'info preflight passed')
  t.strictSame(log.fields.at(-1), { preflight: facts })
})

t.test('a host that drops what comes from the bridge gets one warning with the rule, ready to paste', async (t) => {
  const { engine, log, request } = start(t)
  const { bridge } = await preflight(engine, { ...request, readRoutes: withBridge, filters: policy('DROP') })
  const rule = '-A INPUT -s 172.17.0.0/16 -i docker0 -p tcp -j ACCEPT'
  t.strictSame(bridge, { accepted: false, rule, command: `iptables ${rule}` })
  t.strictSame(log.lines, [
    `warn this host drops traffic from containers on the docker bridge; to accept it: iptables ${rule}`,
    'info preflight passed'
  ])
})

t.test('a host that accepts it, has no bridge or cannot tell gets none', async (t) => {
  const { engine, log, request } = start(t)
  const accepts = await preflight(engine, { ...request, readRoutes: withBridge, filters: policy('ACCEPT') })
  const without = await preflight(engine, { ...request, readRoutes: async () => '', filters: policy('DROP') })
  const routeless = await preflight(engine, { ...request, readRoutes: absent, filters: policy('DROP') })
  const unknown = await preflight(engine, { ...request, readRoutes: withBridge, filters: { iptables: absent, nft: absent } })
  t.strictSame([accepts, without, routeless, unknown].map(({ bridge }) => bridge), [{ accepted: true }, null, null, null])
  t.strictSame(log.lines, Array(4).fill('info preflight passed'))
})

t.test('nothing is passed without a work directory', async (t) => {
  const { engine, log, request } = start(t)
  await t.rejects(preflight(engine, { ...request, workDir: '/dev/null' }), { code: 'CONTAINERIZER_ERR_OPTION_INVALID' })
  t.strictSame(log.lines, [])
})

t.test('nothing is passed without an engine', async (t) => {
  const { request, log } = start(t)
  const nowhere = join(request.workDir, 'none.sock')
  const engine = connectEngine({ socketPath: nowhere })
  t.teardown(() => engine.close())
  await t.rejects(preflight(engine, { ...request, socketPath: nowhere }), { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE', message: new RegExp(nowhere) })
  t.strictSame(log.lines, [])
})
