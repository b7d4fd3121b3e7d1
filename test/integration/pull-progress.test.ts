import t from 'tap'
import { DIGEST_LABEL } from '../../lib/docker/pin-image.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { PullState } from '../../types/images.ts'
import { baseImage } from '../fixtures/docker-parts.ts'
import { faultyRegistry } from '../fixtures/registry/faulty-registry.ts'
import { imageTask, pullAgent } from '../fixtures/registry/pull-agent.ts'
import { engineFor, pushImage, randomLayer, registry, shellLayer } from '../fixtures/registry/registry.ts'

t.setTimeout(600_000)

const blobs = (path: string): boolean => path.includes('/blobs/')

t.test('a pull is seen by all who may want to know, holds up nothing that is here, and what ran is known by its digest', async (t) => {
  const origin = await registry(t)
  const digest = await pushImage(origin, 'app', '1', [await shellLayer(), randomLayer(8 << 20)])
  const door = deferred<void>()
  const host = await faultyRegistry(t, origin.host, (path) => blobs(path) ? { until: door.promise } : undefined)
  const image = `${host}/app:1`
  const engine = engineFor(t, host)
  const agent = await pullAgent(t, { argv: ['--docker_parallel_pulls=1'] })
  const { session, app } = agent
  const heard: PullState[] = []
  const downloading = deferred<void>()
  app.dockerContainerizer.onPullProgress((pull) => {
    heard.push(pull)
    if (pull.phase === 'DOWNLOADING' && pull.downloadedBytes > 0) downloading.resolve()
  })
  const queued = deferred<void>()
  app.dockerContainerizer.onPullProgress(({ reference, phase }) => { if (reference === `${host}/other:1` && phase === 'QUEUED') queued.resolve() })
  await session.launch({ absent: imageTask(image), present: imageTask(baseImage) })
  await session.status('present', 'TASK_RUNNING')
  await downloading.promise
  // Slots go by arrival: of two launched together either may be the first.
  await session.launch({ queued: imageTask(`${host}/other:1`) })
  await queued.promise

  const shown = (list: any[], task: string) => list.find(({ executor_id: id }) => (id.value ?? id) === task)
  const { get_containers: { containers } } = await agent.call({ type: 'GET_CONTAINERS' })
  const pull = { reference: image, phase: 'DOWNLOADING', tries: 1 }
  t.match(shown(containers, 'absent'), { image: { name: image, pull } })
  const legacy = await agent.get('/containers')
  t.match(shown(legacy, 'absent'), { image: { name: image, pull: { ...pull, downloaded_bytes: Number } } })
  t.match(shown(legacy, 'queued'), { image: { pull: { phase: 'QUEUED' } } })
  t.strictSame(shown(legacy, 'present').image, { name: baseImage })
  t.match(app.dockerContainerizer.pulls(), [{ reference: image, phase: 'DOWNLOADING' }, { phase: 'QUEUED' }])
  t.match(await agent.get('/metrics/snapshot'), { 'containerizer/docker/image_pulls_pending': 2 })

  door.resolve()
  const { labels, data } = await session.status('absent', 'TASK_RUNNING')
  const pinned = `${host}/app@${digest}`
  t.strictSame(labels, { labels: [{ key: DIGEST_LABEL, value: pinned }] }, 'in the status')
  t.match(JSON.parse(Buffer.from(data, 'base64').toString()), [{ Config: { Image: pinned } }])
  const [container] = await engine.list({ labels: ['mesos.task_id=absent', `mesos.framework_id=${session.id}`] })
  t.equal(container?.labels[DIGEST_LABEL], pinned, 'in a label')
  const after = await agent.call({ type: 'GET_CONTAINERS' })
  t.strictSame(shown(after.get_containers.containers, 'absent').image, { name: image, digest: pinned }, 'in GET_CONTAINERS')
  await session.status('queued', 'TASK_FAILED')

  const phases = heard.filter(({ reference }) => reference === image).map(({ phase }) => phase)
  t.strictSame([...new Set(phases)].filter((phase) => phase !== 'EXTRACTING'), ['QUEUED', 'STARTING', 'DOWNLOADING', 'DONE'])
  const last = heard.findLast(({ reference }) => reference === image) as PullState
  t.match(last, { phase: 'DONE', layers: 2, layersDone: 2 })
  t.ok(last.totalBytes > 8 << 20 && last.downloadedBytes === last.totalBytes && last.extractedBytes === last.totalBytes, JSON.stringify(last))
  t.match(agent.log(), new RegExp(`"image":"${image}","bytes":${last.totalBytes},.*"an image was pulled"`))
  t.match(await agent.get('/metrics/snapshot'), {
    'containerizer/docker/image_pull_ms/count': 1, 'containerizer/docker/image_pulls_succeeded': 1, 'containerizer/docker/image_pulls_failed': 1
  })
  await agent.end()
})

t.test('a registry that says when to come again is asked again then, and the task starts', async (t) => {
  const origin = await registry(t)
  await pushImage(origin, 'app', '1', [await shellLayer()])
  // The engine asks with HEAD first, and whatever that brings with GET.
  let refused = 0
  const text = JSON.stringify({ errors: [{ code: 'TOOMANYREQUESTS', message: 'slow down, retry-after: 1100ms' }] })
  const host = await faultyRegistry(t, origin.host, (path) => path.includes('/manifests/') && refused++ < 2 ? { status: 429, text } : undefined)
  engineFor(t, host)
  const agent = await pullAgent(t)
  await agent.session.launch({ patient: imageTask(`${host}/app:1`) })
  await agent.session.status('patient', 'TASK_RUNNING')
  t.match(agent.log(), /"error":"Failed to pull image '[^']+': toomanyrequests: slow down, retry-after: 1100ms","pauseMs":1100,"msg":"a pull failed and is tried again"/)
  t.match(await agent.get('/metrics/snapshot'), { 'containerizer/docker/image_pulls_retried': 1, 'containerizer/docker/image_pulls_succeeded': 1 })
  await agent.end()
})
