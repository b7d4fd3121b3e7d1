import t from 'tap'
import type { Test } from 'tap'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { imageKey } from '../../lib/images/image-key.ts'
import { EngineImageStore } from '../../lib/images/engine-image-store.ts'
import type { ImageStoreOptions } from '../../lib/images/image-store-options.ts'
import type { DockerEngine, ImageDetails, PullOptions } from '../../types/docker-engine.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { parseRegistryConfig } from '../../lib/images/parse-registry-config.ts'
import { credentialHelper } from '../fixtures/registry/credential-helper.ts'
import type { ImageRecord, PullState } from '../../types/images.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'
import { FakeClock, settled } from '../agent/scheduler/fakes.ts'

const details = { id: 'sha256:1', repoDigests: ['app@sha256:1'] } as ImageDetails
const local = { id: 'sha256:2', repoDigests: [] as string[] } as ImageDetails

interface Behaviour {
  present?: ImageDetails
  pull?: (options: PullOptions) => Promise<void>
  /** What a pull brings. */
  brings?: ImageDetails | null
  options?: Partial<ImageStoreOptions>
}

/** An engine with one image, or none. */
function engine ({ present, pull = async () => {}, brings = details, options = {} }: Behaviour = {}) {
  let image = present ?? null
  const calls: string[] = []
  const auths: Array<string | undefined> = []
  const doorbells: Array<() => void> = []
  const port: Partial<DockerEngine> = {
    list: async () => [],
    removeImage: async () => true,
    inspectImage: async (reference) => { calls.push(`inspect ${reference}`); return image },
    pull: async (reference, given = {}) => {
      calls.push(`pull ${reference}`)
      auths.push(given.auth?.password)
      for (const ring of doorbells) ring()
      await pull(given)
      image = brings
    }
  }
  const begun = (count: number) => new Promise<void>((resolve) => {
    const look = (): void => { if (auths.length >= count) resolve() }
    doorbells.push(look)
    look()
  })
  return { calls, auths, begun, pulls: () => calls.filter((call) => call.startsWith('pull')).length, store: new EngineImageStore(port as DockerEngine, options) }
}

const request = { image: 'r.io/a', forcePull: false, directory: '/nowhere' }
const sandbox = (t: Test, password: string): string => t.testdir({ '.dockercfg': JSON.stringify({ 'r.io': { username: 'me', password } }) })

t.test('a present image is not pulled', async (t) => {
  const { store, calls } = engine({ present: details })
  t.equal(await store.ensure({ ...request, signal: new AbortController().signal }), details)
  t.strictSame(calls, ['inspect r.io/a:latest'])
})

t.test('an absent image is pulled and then proven present', async (t) => {
  const told: PullState[] = []
  const { store, calls } = engine({ pull: async ({ onProgress }) => onProgress?.({ id: 'a', status: 'Downloading', currentBytes: 1, totalBytes: 2 }) })
  t.equal(await store.ensure({ ...request, onProgress: (state) => told.push(state) }), details)
  t.strictSame(calls, ['inspect r.io/a:latest', 'inspect r.io/a:latest', 'pull r.io/a:latest', 'inspect r.io/a:latest'])
  t.strictSame(told.map(({ phase }) => phase), ['QUEUED', 'STARTING', 'DOWNLOADING', 'DONE'])
  t.match(told[2], { reference: 'r.io/a:latest', downloadedBytes: 1, totalBytes: 2 })
})

t.test('a forced pull does not look first', async (t) => {
  const { store, calls } = engine({ present: details })
  await store.ensure({ ...request, forcePull: true })
  t.strictSame(calls, ['pull r.io/a:latest', 'inspect r.io/a:latest'])
})

t.test('a failed pull names image and cause', async (t) => {
  const { store } = engine({ pull: async () => { throw new Error('manifest unknown') } })
  await t.rejects(store.ensure(request), {
    code: 'CONTAINERIZER_ERR_PULL_FAILED', message: "Failed to pull image 'r.io/a:latest': manifest unknown", reason: 'not-found'
  })
})

t.test('a pull that reports success but brings nothing is a failure', async (t) => {
  await t.rejects(engine({ brings: null }).store.ensure(request), {
    message: "Failed to pull image 'r.io/a:latest': it is not there after the pull"
  })
})

t.test('twenty who want one image share one pull; who wants another does not wait for it', async (t) => {
  const door = deferred<void>()
  const { store, pulls, begun } = engine({ pull: () => door.promise })
  const all = Array.from({ length: 20 }, () => store.ensure(request))
  const other = store.ensure({ ...request, image: 'r.io/b' })
  await begun(2)
  t.equal(pulls(), 2)
  door.resolve()
  await Promise.all([...all, other])
  t.equal(pulls(), 2)
})

t.test('two credentials are two pulls, and one credential in two sandboxes is one', async (t) => {
  const told = new Set<string>()
  const { store, auths } = engine({
    // Goes on until everybody has joined.
    async pull ({ onProgress }) {
      while (told.size < 3) {
        onProgress?.({ status: 'Downloading' })
        await settled()
      }
    }
  })
  const config = (password: string) => JSON.stringify({ 'r.io': { username: 'me', password } })
  const root = t.testdir({ a: { '.dockercfg': config('one') }, b: { '.dockercfg': config('two') }, c: { '.docker': { 'config.json': config('two') } } })
  await Promise.all(['a', 'b', 'c'].map((name) => store.ensure({ ...request, directory: join(root, name), onProgress: () => told.add(name) })))
  t.strictSame(auths.sort(), ['one', 'two'])
})

t.test('with verifyImageAccess a present image is asked for, unless it never was at a registry', async (t) => {
  const denied = async (): Promise<void> => { throw new Error('denied') }
  const options = { verifyImageAccess: true }
  await t.rejects(engine({ present: details, pull: denied, options }).store.ensure(request), { message: "Failed to pull image 'r.io/a:latest': denied" })
  t.equal(await engine({ present: local, pull: denied, options }).store.ensure(request), local)
})

t.test('another platform is another pull, and an image of another is not taken for it', async (t) => {
  const arm = { ...details, os: 'linux', architecture: 'arm64' }
  const platforms: Array<string | undefined> = []
  const present = { ...arm, architecture: 'amd64' }
  const { store, pulls } = engine({ present, brings: arm, pull: async ({ platform }) => { platforms.push(platform) } })
  t.equal(await store.ensure({ ...request, platform: 'linux/amd64' }), present)
  t.equal(pulls(), 0)
  const both = [{ ...request, platform: 'linux/arm64' }, { ...request, platform: 'linux/arm64' }]
  await Promise.all(both.map((one) => store.ensure(one)))
  await t.rejects(store.ensure({ ...request, platform: 'linux/s390x' }), { message: "Failed to pull image 'r.io/a:latest': it is not there for linux/s390x after the pull" })
  t.strictSame(platforms, ['linux/arm64', 'linux/s390x'])
})

t.test('a disk that is too full refuses the pull before the registry is asked, and no launch of what is there', async (t) => {
  const full = { headroom: { bytes: 100, disk: async () => ({ freeBytes: 99, totalBytes: 1000 }) } }
  const { store, pulls } = engine({ options: full })
  await t.rejects(store.ensure(request), { message: /^Failed to pull image 'r.io\/a:latest': no space left on device: 99 bytes/, reason: 'disk-full' })
  t.equal(pulls(), 0)
  t.equal(await engine({ present: details, options: full }).store.ensure(request), details)
})

t.test('pulls under way can be looked at and listened to', async (t) => {
  const door = deferred<void>()
  const { store, begun } = engine({ pull: () => door.promise, options: { parallelPulls: 1 } })
  const heard: string[] = []
  const queued = deferred<void>()
  const away = store.onPullProgress(({ reference, phase }) => {
    heard.push(`${reference} ${phase}`)
    if (phase === 'QUEUED' && reference === 'r.io/b:latest') queued.resolve()
  })
  const first = store.ensure(request)
  await begun(1)
  const second = store.ensure({ ...request, image: 'r.io/b' })
  await queued.promise
  t.match(store.pulls(), [{ reference: 'r.io/a:latest', phase: 'STARTING' }, { reference: 'r.io/b:latest', phase: 'QUEUED' }])
  door.resolve()
  await Promise.all([first, second])
  t.strictSame(store.pulls(), [])
  t.ok(heard.includes('r.io/b:latest DONE'))
  away()
})

t.test('parallel pulls are bounded, and who gives up in the queue is not pulled for', async (t) => {
  const door = deferred<void>()
  const { store, calls, begun } = engine({ pull: () => door.promise, options: { parallelPulls: 1 } })
  const first = store.ensure(request)
  await begun(1)
  const abort = new AbortController()
  const second = store.ensure({ ...request, image: 'r.io/b', signal: abort.signal })
  await settled()
  abort.abort(new Error('destroyed'))
  await t.rejects(second, { message: 'destroyed' })
  door.resolve()
  await first
  t.strictSame(calls.filter((call) => call.startsWith('pull')), ['pull r.io/a:latest'])
})

t.test('the last one who gives up ends the pull at the engine', async (t) => {
  let ended: unknown
  const { store, begun } = engine({
    pull: ({ signal }) => new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => { ended = signal.reason; reject(signal.reason) })
    })
  })
  const abort = new AbortController()
  const waiting = store.ensure({ ...request, signal: abort.signal })
  await begun(1)
  abort.abort(new Error('destroyed'))
  await t.rejects(waiting, { message: 'destroyed' })
  t.match(ended, { message: 'Nobody waits for it any more' })
})

t.test('what may pass is tried again after a pause', async (t) => {
  const clock = new FakeClock()
  const answers = [new Error('unexpected EOF')]
  const { store, pulls, begun } = engine({ options: { clock }, pull: async () => { if (answers.length > 0) throw answers.pop() } })
  const ensured = store.ensure(request)
  await begun(1)
  await settled()
  t.match(store.pulls(), [{ phase: 'RETRYING', tries: 1, message: "Failed to pull image 'r.io/a:latest': unexpected EOF" }])
  await clock.advance(1000)
  await ensured
  t.equal(pulls(), 2)
  t.equal(clock.sleeping, 0)
})

t.test('an expired token is asked for anew', async (t) => {
  const helper = await credentialHelper(t, 'echo \'{"Username":"me","Secret":"token"}\'')
  const answers = [new Error('unauthorized')]
  const dockerConfig = parseRegistryConfig(JSON.stringify({ credsStore: helper.name }), 'the test')
  const { store, auths } = engine({ options: { dockerConfig }, pull: async () => { if (answers.length > 0) throw answers.pop() } })
  await store.ensure(request)
  t.strictSame(auths, ['token', 'token'])
  t.equal(await helper.calls(), 2)
})

t.test('a pull waits for the fetch that may bring credentials, which are then taken out of the sandbox', async (t) => {
  const { store, auths } = engine()
  const directory = sandbox(t, 'fetched')
  const door = deferred<void>()
  const ensured = store.ensure({ ...request, directory, fetched: door.promise })
  await settled()
  t.equal(auths.length, 0)
  door.resolve()
  await ensured
  t.strictSame(auths, ['fetched'])
  t.notOk(existsSync(join(directory, '.dockercfg')))
})

t.test('credentials are taken out also where nothing was pulled or the fetch failed, and kept on demand', async (t) => {
  const fetched = Promise.resolve()
  const present = sandbox(t, 'x')
  await engine({ present: details }).store.ensure({ ...request, directory: present, fetched })
  t.notOk(existsSync(join(present, '.dockercfg')))
  const failing = sandbox(t, 'x')
  await t.rejects(engine().store.ensure({ ...request, directory: failing, fetched: Promise.reject(new Error('no such host')) }), { message: 'no such host' })
  t.notOk(existsSync(join(failing, '.dockercfg')))
  const kept = sandbox(t, 'x')
  await engine({ options: { keepCredentials: true } }).store.ensure({ ...request, directory: kept, fetched })
  t.ok(existsSync(join(kept, '.dockercfg')))
})

t.test('pruning is refused without a record of what was pulled', async (t) => {
  await t.rejects(engine().store.prune(() => []), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
})

t.test('what was pulled is recorded, its uses are, and only that is pruned', async (t) => {
  const clock = new FakeClock()
  const records = new MemoryStore<ImageRecord>()
  const pulling = engine({ options: { clock, records } })
  const start = clock.now()
  await pulling.store.ensure(request)
  await clock.advance(1000)
  await pulling.store.ensure(request)
  t.strictSame([...records.map.values()], [{ reference: 'r.io/a:latest', id: 'sha256:1', lastUsedMs: start + 1000 }])
  t.strictSame(await pulling.store.prune(() => []), [], 'it was used a moment ago')
  await clock.advance(60_001)
  t.match(await pulling.store.prune(() => [], { dryRun: true }), [{ reference: 'r.io/a:latest' }])
  t.strictSame(await engine({ options: { clock, records, excluded: ['r.io/a'] } }).store.prune(() => [], { dryRun: true }), [])
  t.strictSame(await pulling.store.prune(() => [], { enough: async () => true }), [])
  t.match(await pulling.store.prune(() => []), [{ reference: 'r.io/a:latest' }])
  const found = engine({ present: details, options: { clock, records } })
  await found.store.ensure(request)
  t.equal(records.map.size, 0, 'what others brought is not ours')
  await records.write(imageKey('r.io/a:latest'), { reference: 'r.io/a:latest', id: 'sha256:old', lastUsedMs: 0 })
  await found.store.ensure(request)
  t.match([...records.map.values()], [{ id: 'sha256:old' }], 'nor is what others named anew')
})
