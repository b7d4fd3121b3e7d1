import t from 'tap'
import { answerOperatorCall } from '../../../lib/agent/operator/operator-calls.ts'
import { SandboxFiles } from '../../../lib/agent/operator/sandbox-files.ts'
import { StandaloneContainers } from '../../../lib/agent/operator/standalone-containers.ts'
import { MetricsBook } from '../../../lib/util/metrics-book.ts'
import type { RecoveredRun } from '../../../types/agent-state.ts'
import type { AgentCall, ContainerID } from '../../../types/mesos-v1.ts'
import { MemoryLink } from '../../fixtures/memory-link.ts'
import { MemoryLog, MemoryStore } from '../scheduler/fakes.ts'

const containerId = { value: 'c1' }
const run = { containerId, executorInfo: { executorId: { value: 't1' }, frameworkId: { value: 'f1' } } }

async function stage () {
  const link = new MemoryLink('memory')
  await link.recover(null)
  const standalone = new StandaloneContainers({ workDir: '/agent', containerizers: link, switchUser: true, records: new MemoryStore<RecoveredRun>(), log: new MemoryLog() })
  const files = new SandboxFiles(t.testdir({ frameworks: { f: { executors: { e: { runs: { c1: { stdout: 'hello\n' } } } } } } }))
  const parts = { containerizers: link, standalone, files, executors: () => [run], flags: { port: '5051' }, version: { version: '1.12.0' }, metrics: new MetricsBook(), imageOf: ({ value }: ContainerID) => value === 'c1' ? { name: 'ä:1', digest: 'ä@sha256:1' } : null }
  parts.metrics.count('a/b', 2)
  return { link, standalone, ask: (call: AgentCall) => answerOperatorCall(parts, call) }
}

t.test('health, version and flags', async t => {
  const { ask } = await stage()
  t.strictSame(await ask({ type: 'GET_HEALTH' }), { status: 200, response: { type: 'GET_HEALTH', getHealth: { healthy: true } } })
  t.strictSame(await ask({ type: 'GET_VERSION' }), { status: 200, response: { type: 'GET_VERSION', getVersion: { versionInfo: { version: '1.12.0' } } } })
  t.strictSame(await ask({ type: 'GET_FLAGS' }), { status: 200, response: { type: 'GET_FLAGS', getFlags: { flags: [{ name: 'port', value: '5051' }] } } })
})

t.test('metrics are given when their object is there', async t => {
  const { ask } = await stage()
  t.strictSame(await ask({ type: 'GET_METRICS', getMetrics: {} }), { status: 200, response: { type: 'GET_METRICS', getMetrics: { metrics: [{ name: 'a/b', value: 2 }] } } })
  t.strictSame(await ask({ type: 'GET_METRICS' }), { status: 400, text: "Failed to validate agent::Call: Expecting 'get_metrics' to be present" })
})

t.test('containers of tasks are shown, standalone ones when asked for', async t => {
  const { ask } = await stage()
  await ask({ type: 'LAUNCH_CONTAINER', launchContainer: { containerId: { value: 'alone' }, command: { value: 'true' } } })
  const shown = async (call: AgentCall) => (await ask(call)).response?.getContainers?.containers?.map(({ containerId }) => containerId.value)
  t.strictSame(await shown({ type: 'GET_CONTAINERS' }), ['c1'])
  t.strictSame(await shown({ type: 'GET_CONTAINERS', getContainers: { showStandalone: true } }), ['c1', 'alone'])
})

t.test('in JSON a container says which image it runs', async t => {
  const { ask } = await stage()
  await ask({ type: 'LAUNCH_CONTAINER', launchContainer: { containerId: { value: 'alone' }, command: { value: 'true' } } })
  const { response, json } = await ask({ type: 'GET_CONTAINERS', getContainers: { showStandalone: true } })
  t.match(json, {
    type: 'GET_CONTAINERS',
    get_containers: { containers: [{ container_id: { value: 'c1' }, image: { name: 'ä:1', digest: 'ä@sha256:1' } }, { container_id: { value: 'alone' }, image: undefined }] }
  })
  t.notOk('image' in (response?.getContainers?.containers?.[0] as object), 'the message has no field for it')
})

t.test('a container is waited for and killed', async t => {
  const { ask, link } = await stage()
  link.add(containerId)
  t.strictSame(await ask({ type: 'KILL_CONTAINER', killContainer: { containerId } }), { status: 200 })
  t.strictSame(await ask({ type: 'KILL_CONTAINER', killContainer: { containerId, signal: 15 } }), { status: 200 })
  t.strictSame(link.calls.slice(1), ['kill c1 9', 'kill c1 15'])
  const waiting = ask({ type: 'WAIT_CONTAINER', waitContainer: { containerId } })
  link.end(containerId, { status: 256, state: 'TASK_FAILED', message: 'm' })
  t.strictSame(await waiting, { status: 200, response: { type: 'WAIT_CONTAINER', waitContainer: { exitStatus: 256, state: 'TASK_FAILED', message: 'm' } } })
  link.add(containerId)
  const unknown = ask({ type: 'WAIT_CONTAINER', waitContainer: { containerId } })
  link.end(containerId, { message: 'nobody knows how' })
  t.strictSame((await unknown).response?.waitContainer, { message: 'nobody knows how' })
})

t.test('files of sandboxes are read', async t => {
  const { ask } = await stage()
  const path = '/frameworks/f/executors/e/runs/c1/stdout'
  t.strictSame(await ask({ type: 'READ_FILE', readFile: { path, offset: 1, length: 2 } }), { status: 200, response: { type: 'READ_FILE', readFile: { size: 6, data: Buffer.from('el') } } })
  t.strictSame(await ask({ type: 'READ_FILE', readFile: { path: '/etc/passwd', offset: 0 } }), { status: 404, text: '' })
})

t.test('what a container wrote is read', async t => {
  const { ask } = await stage()
  const stdout = { size: 6, data: Buffer.from('hello\n') }
  t.strictSame(await ask({ type: 'READ_LOG', readLog: { source: 'CONTAINER', containerId } }), { status: 200, response: { type: 'READ_LOG', readLog: { stdout } } })
})

t.test('directories of sandboxes are listed', async t => {
  const { ask } = await stage()
  const path = '/frameworks/f/executors/e/runs/c1'
  t.match(await ask({ type: 'LIST_FILES', listFiles: { path } }), { status: 200, response: { type: 'LIST_FILES', listFiles: { fileInfos: [{ path: `${path}/stdout`, size: 6 }] } } })
  t.strictSame(await ask({ type: 'LIST_FILES', listFiles: { path: '/etc' } }), { status: 404, text: '' })
})

t.test('images are pruned by whoever has any', async t => {
  const { ask, link } = await stage()
  t.strictSame(await ask({ type: 'PRUNE_IMAGES' }), { status: 200 })
  t.strictSame(await ask({ type: 'PRUNE_IMAGES', pruneImages: { excludedImages: [{ type: 'DOCKER', docker: { name: 'kept' } }] } }), { status: 200 })
  t.strictSame(link.calls.slice(1), ['prune', 'prune'])
})

t.test('what cannot be done is said in the original\'s words', async t => {
  const { ask } = await stage()
  const unknown = { value: 'x' }
  const rows: Array<[AgentCall, number, string]> = [
    [{}, 400, "Failed to validate agent::Call: Expecting 'type' to be present"],
    [{ type: 'LAUNCH_CONTAINER' }, 400, "Failed to validate agent::Call: Expecting 'launch_container' to be present"],
    [{ type: 'KILL_CONTAINER', killContainer: { containerId: unknown } }, 404, "Container 'x' cannot be found (or is already killed)"],
    [{ type: 'WAIT_CONTAINER', waitContainer: { containerId: unknown } }, 404, 'Container x cannot be found'],
    [{ type: 'GET_STATE' }, 501, 'The call GET_STATE is not supported by this agent']
  ]
  for (const [call, status, text] of rows) t.strictSame(await ask(call), { status, text })
})
