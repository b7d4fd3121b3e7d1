import t from 'tap'
import type { Test } from 'tap'
import { networkInterfaces } from 'node:os'
import { faultyRegistry } from '../fixtures/registry/faulty-registry.ts'
import type { Fault } from '../fixtures/registry/faulty-registry.ts'
import { imageTask, pullAgent } from '../fixtures/registry/pull-agent.ts'
import type { PullAgent } from '../fixtures/registry/pull-agent.ts'
import { engineFor, pushImage, randomLayer, registry } from '../fixtures/registry/registry.ts'

t.setTimeout(300_000)

/** A pull that is to begin has all the time it wants: of many at once on a busy machine each takes seconds to. */
const patient = ['--docker_pull_tries=2', '--docker_pull_begin_timeout=5mins', '--docker_pull_stall_timeout=3secs', '--docker_parallel_pulls=50']
const hasty = ['--docker_pull_tries=2', '--docker_pull_begin_timeout=2secs', '--docker_parallel_pulls=50']
const manifests = (path: string): boolean => path.includes('/manifests/')
const blobs = (path: string): boolean => path.includes('/blobs/')

/** By the name of the task: what goes wrong where, and what is said of it. */
const faults: Record<string, [where: (path: string) => boolean, what: Fault, said: RegExp]> = {
  'too-many': [manifests, { status: 429 }, /429/],
  'server-error': [manifests, { status: 500 }, /500/],
  'manifest-fin': [manifests, 'fin', /EOF/],
  'manifest-rst': [manifests, 'rst', /EOF|reset/],
  'blob-error': [blobs, { status: 500 }, /500|the pull made no progress within 3000 ms/],
  // Of layers the engine's tries are seconds apart, of the image's configuration they follow at once.
  'blob-fin': [blobs, 'fin', /the pull made no progress within 3000 ms|unexpected EOF/],
  'blob-rst': [blobs, 'rst', /the pull made no progress within 3000 ms|reset by peer/],
  stall: [blobs, 'stall', /the pull made no progress within 3000 ms/],
  drip: [blobs, 'drip', /the pull made no progress within 3000 ms/]
}

/** Each image's pull fails with what is said of it, once, and leaves nothing. */
async function allFail (t: Test, agent: PullAgent, images: Record<string, string>, said: Record<string, RegExp>): Promise<void> {
  await agent.session.launch(Object.fromEntries(Object.entries(images).map(([name, image]) => [name, imageTask(image)])))
  for (const [name, image] of Object.entries(images)) {
    const { message, reason } = await agent.session.status(name, 'TASK_FAILED')
    t.equal(reason, 'REASON_CONTAINER_LAUNCH_FAILED', name)
    t.ok(message.startsWith(`Failed to launch container: Failed to pull image '${image}': `), message)
    t.match(message, said[name], name)
  }
  const engine = engineFor(t)
  for (const image of Object.values(images)) t.equal(await engine.inspectImage(image), null, image)
  t.strictSame(await agent.records(), [], 'no image is taken for ours')
  t.strictSame(agent.app.dockerContainerizer.pulls(), [])
  await Promise.all(agent.app.containerizers.containers().map((id) => agent.app.containerizers.wait(id)))
  t.strictSame(await agent.get('/containers'), [])
  t.strictSame(await engine.list({ labels: [`mesos.framework_id=${agent.session.id}`] }), [])
  const statuses = agent.session.stream.events.filter(({ type }) => type === 'UPDATE').map(({ update }) => update.status)
  t.equal(new Set(statuses.map(({ task_id: { value } }) => value)).size, Object.keys(images).length)
  t.ok(statuses.every(({ state }) => state === 'TASK_FAILED'), 'nothing but the end is said')
  t.match(await agent.get('/metrics/snapshot'), { 'containerizer/docker/image_pulls_failed': Object.keys(images).length, 'containerizer/docker/image_pulls_pending': 0 })
}

t.test('every fault of a registry ends in one clear status, and nothing of it is kept', async (t) => {
  const origin = await registry(t)
  const locked = await registry(t, { users: { me: 'right' } })
  const address = Object.values(networkInterfaces()).flat().find((one) => one?.family === 'IPv4' && !one.internal)?.address as string
  const encrypted = await registry(t, { tls: true, address })
  const agent = await pullAgent(t, { argv: patient })
  const images: Record<string, string> = {}
  const said: Record<string, RegExp> = {}
  for (const [name, [where, what, words]] of Object.entries(faults)) {
    // The engine downloads a layer once, whatever registries it is wanted from: each has its own.
    await pushImage(origin, name, '1', [randomLayer(1 << 20)])
    images[name] = `${await faultyRegistry(t, origin.host, (path) => where(path) ? what : undefined)}/${name}:1`
    said[name] = words
  }
  Object.assign(images, { unknown: `${origin.host}/unknown:1`, 'other-tag': `${origin.host}/drip:2`, locked: `${locked.host}/app:1`, untrusted: `${encrypted.host}/app:1`, gone: '127.0.0.1:1/app:1' })
  Object.assign(said, { unknown: /not found/, 'other-tag': /manifest unknown/, locked: /no basic auth credentials/, untrusted: /x509/, gone: /connection refused/ })
  await allFail(t, agent, images, said)
})

t.test('a registry that says nothing is given up', async (t) => {
  const origin = await registry(t)
  const image = `${await faultyRegistry(t, origin.host, (path) => manifests(path) ? 'silence' : undefined)}/silence:1`
  await allFail(t, await pullAgent(t, { argv: hasty }), { silence: image }, { silence: /the pull did not begin within 2000 ms/ })
})

t.test('a registry that is stopped in the middle of a blob ends the pull', async (t) => {
  const origin = await registry(t)
  await pushImage(origin, 'big', '1', [randomLayer(64 << 20)])
  const host = await faultyRegistry(t, origin.host, (path) => blobs(path) ? 'stall' : undefined)
  const agent = await pullAgent(t, { argv: patient })
  const image = `${host}/big:1`
  const middle = new Promise<void>((resolve) => {
    agent.app.dockerContainerizer.onPullProgress(({ phase }) => { if (phase === 'DOWNLOADING') resolve() })
  })
  await agent.session.launch({ big: imageTask(image) })
  await middle
  await origin.stop()
  t.match(await agent.session.status('big', 'TASK_FAILED'), { message: new RegExp(`^Failed to launch container: Failed to pull image '${image}': .*(made no progress|EOF|connection refused)`) })
  t.equal(await engineFor(t).inspectImage(image), null)
  t.strictSame(await agent.records(), [])
})

t.test('a disk without headroom refuses the pull, and what is there starts all the same', async (t) => {
  const origin = await registry(t)
  await pushImage(origin, 'app', '1', [randomLayer(1000)])
  const agent = await pullAgent(t, { argv: ['--docker_pull_headroom=1000TB'] })
  await agent.session.launch({ absent: imageTask(`${origin.host}/app:1`), present: imageTask('containerizer-test/busybox:1') })
  t.match(await agent.session.status('absent', 'TASK_FAILED'), { message: /no space left on device: \d+ bytes are free/ })
  t.strictSame(origin.accesses().filter(({ method, path }) => method === 'GET' && manifests(path)), [], 'the registry was not asked')
  await agent.session.status('present', 'TASK_RUNNING')
  await agent.end()
})
