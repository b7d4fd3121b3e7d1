import t from 'tap'
import { prepareLaunch } from '../../lib/docker/prepare-launch.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import type { ContainerConfig } from '../../types/container-config.ts'
import type { FetchRequest } from '../../types/fetcher.ts'
import type { ImageDetails } from '../../types/docker-engine.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'
import type { ImageRequest } from '../../types/images.ts'
import { door, untilAborted } from '../fixtures/docker-faults.ts'

const config: ContainerConfig = { directory: '/sandbox', commandInfo: {}, containerInfo: { type: 'DOCKER', docker: { image: 'alpine' } } }
const run = (over: Partial<ContainerConfig> = {}) => dockerRun('agent', { value: 'id' }, { ...config, ...over }, {})
const image = {} as ImageDetails

function parts (over: { createSandbox?: DockerParts['createSandbox'], fetch?: (request: FetchRequest) => Promise<void>, ensure?: (request: ImageRequest) => Promise<ImageDetails> }): DockerParts {
  return {
    createSandbox: over.createSandbox ?? (async () => {}),
    fetcher: { validate () {}, fetch: over.fetch ?? (async () => {}) },
    images: { ensure: over.ensure ?? (async () => image), async prune () {} }
  } as unknown as DockerParts
}

const untold = { stage () {}, pull () {} }

t.test('the sandbox comes first, then URIs and image side by side', async (t) => {
  const calls: unknown[] = []
  const pull = door()
  const abort = new AbortController()
  const { signal } = abort
  const uris = [{ value: 'http://host/file' }]
  const prepared = prepareLaunch(parts({
    createSandbox: async (directory, user) => { calls.push({ directory, user }) },
    fetch: async (request) => { calls.push(request); await pull.reached },
    ensure: async (request) => { calls.push(request); await pull.pass(); return image }
  }), run({ user: 'nobody', commandInfo: { uris }, containerInfo: { type: 'DOCKER', docker: { image: 'alpine', forcePullImage: true } } }), abort, { ...untold, stage: (stage) => { calls.push(stage); pull.open() } })
  await prepared
  t.strictSame(calls, [
    { directory: '/sandbox', user: 'nobody' },
    { containerKey: 'id', uris, directory: '/sandbox', user: 'nobody', signal },
    { image: 'alpine', forcePull: true, directory: '/sandbox', signal, onProgress: untold.pull },
    'PULLING'
  ])
})

t.test('without a user, URIs and a forced pull nothing of them is said', async (t) => {
  const requests: unknown[] = []
  const abort = new AbortController()
  const { signal } = abort
  await prepareLaunch(parts({
    fetch: async (request) => { requests.push(request) },
    ensure: async (request) => { requests.push(request); return image }
  }), run(), abort, untold)
  t.strictSame(requests, [
    { containerKey: 'id', uris: [], directory: '/sandbox', signal },
    { image: 'alpine', forcePull: false, directory: '/sandbox', signal, onProgress: untold.pull }
  ])
})

t.test('a failed half aborts the other, and nothing is in flight when it rejects', async (t) => {
  const cause = new Error('broken')
  for (const failing of ['fetch', 'ensure'] as const) {
    let undone = false
    const other = async ({ signal }: { signal?: AbortSignal }): Promise<never> => {
      await untilAborted(signal).catch(() => {})
      await new Promise((resolve) => { setImmediate(resolve) })
      undone = true
      throw new Error('aborted')
    }
    const fails = async (): Promise<never> => { throw cause }
    const halves = failing === 'fetch' ? { fetch: fails, ensure: other } : { fetch: other, ensure: fails }
    await t.rejects(prepareLaunch(parts(halves), run(), new AbortController(), untold), cause)
    t.ok(undone, failing)
  }
})

t.test('an abort while the sandbox is made keeps everything else from beginning', async (t) => {
  const abort = new AbortController()
  const begun: string[] = []
  await t.rejects(prepareLaunch(parts({
    createSandbox: async () => { abort.abort(new Error('stop')) },
    fetch: async () => { begun.push('fetch') },
    ensure: async () => { begun.push('ensure'); return image }
  }), run(), abort, untold), { message: 'stop' })
  t.strictSame(begun, [])
})

t.test('an abort that both halves were too quick for still rejects', async (t) => {
  const abort = new AbortController()
  const ensure = async (): Promise<ImageDetails> => { abort.abort(new Error('stop')); return image }
  await t.rejects(prepareLaunch(parts({ ensure }), run(), abort, untold), { message: 'stop' })
})

t.test('a pull is told to wait for a fetch that may bring its credentials, and for no other', async (t) => {
  const waits = async (uri: CommandInfoURI): Promise<boolean> => {
    let request!: ImageRequest
    await prepareLaunch(parts({ ensure: async (given) => { request = given; return image } }), run({ commandInfo: { uris: [{ value: 'http://host/first' }, uri] } }), new AbortController(), untold)
    await request.fetched
    return request.fetched !== undefined
  }
  for (const value of ['file:///etc/.dockercfg', '/root/.docker/config.json', 'http://host/docker.tar.gz', 'http://host/docker.TGZ?token=1', 'd.zip']) t.ok(await waits({ value }), value)
  t.ok(await waits({ value: 'http://host/secret', outputFile: '.docker/config.json' }))
  t.notOk(await waits({ value: 'http://host/docker.tar.gz', extract: false }))
  for (const value of ['http://host/app.bin', 'http://host/myconfig.json']) t.notOk(await waits({ value }), value)
})

t.test('a platform among the parameters is that of the image', async (t) => {
  const requests: ImageRequest[] = []
  const docker = { image: 'alpine', parameters: [{ key: 'platform', value: 'linux/arm64' }] }
  const prepare = parts({ ensure: async (request) => { requests.push(request); return image } })
  await prepareLaunch(prepare, run({ containerInfo: { type: 'DOCKER', docker } }), new AbortController(), untold)
  t.match(requests, [{ platform: 'linux/arm64' }])
})
