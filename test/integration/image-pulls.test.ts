import t from 'tap'
import { mkdir, rm, copyFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { DIGEST_LABEL } from '../../lib/docker/pin-image.ts'
import { EngineImageStore } from '../../lib/images/engine-image-store.ts'
import { readRegistryConfig } from '../../lib/images/parse-registry-config.ts'
import { faultyRegistry } from '../fixtures/registry/faulty-registry.ts'
import type { Fault } from '../fixtures/registry/faulty-registry.ts'
import { baseImage, dockerContainerizer, MemoryStore, newId, shell, taskConfig } from '../fixtures/docker-parts.ts'
import { engineFor, pushImage, pushPlatforms, randomLayer, registry, shellLayer } from '../fixtures/registry/registry.ts'

t.setTimeout(600_000)

const request = { forcePull: false, directory: '/nowhere' }
const quick = { attempts: 2, pauseMs: 10, longestPauseMs: 10 }
const configOf = (host: string, password: string) => readRegistryConfig({ auths: { [`http://${host}/v2/`]: { username: 'me', password } } }, 'the test')

t.test('twenty launches of one absent image ask the registry for it once, and all start', async (t) => {
  const { host, accesses } = await registry(t)
  await pushImage({ host }, 'app', '1', [await shellLayer()])
  const engine = engineFor(t, host)
  const { parts, containerizer } = await dockerContainerizer(t, { images: new EngineImageStore(engine) })
  const docker = { type: 'DOCKER' as const, docker: { image: `${host}/app:1` } }
  const ids = Array.from({ length: 20 }, newId)
  const launched = await Promise.all(ids.map((id) => containerizer.launch(id, taskConfig(parts.directory, shell('exec sleep 1000'), { containerInfo: docker }))))
  const pulls = accesses().filter(({ method, path }) => method === 'GET' && path.includes('/manifests/'))
  t.equal(pulls.length, 1)
  t.ok(launched.every((result) => result === 'SUCCESS'))
  t.ok(ids.every((id) => containerizer.stage(id) === 'RUNNING'))
  await Promise.all(ids.map((id) => containerizer.destroy(id)))
})

t.test('of an image of several platforms the one that is asked for is pulled, each once', async (t) => {
  const { host, accesses } = await registry(t)
  const digests = await pushPlatforms({ host }, 'app', '1', { amd64: [randomLayer(1000)], arm64: [randomLayer(1000)] })
  const store = new EngineImageStore(engineFor(t, host), quick)
  const image = `${host}/app:1`
  const pull = (platform: string) => store.ensure({ ...request, image, platform })
  const pulled = await Promise.all(['linux/arm64', 'linux/arm64'].map(pull))
  t.strictSame([...pulled, await pull('linux/amd64')].map(({ architecture }) => architecture), ['arm64', 'arm64', 'amd64'])
  for (const digest of Object.values(digests)) {
    t.equal(accesses().filter(({ method, path }) => method === 'GET' && path.endsWith(digest)).length, 1, digest)
  }
  await t.rejects(pull('linux/s390x'), { code: 'CONTAINERIZER_ERR_PULL_FAILED', message: /no match(ing manifest)? for/ })
})

t.test('a registry with a password opens to the right one only, and each credential asks for itself', async (t) => {
  const { host, accesses } = await registry(t, { users: { me: 'right' } })
  await pushImage({ host, auth: 'me:right' }, 'app', '1', [randomLayer(1000)])
  const engine = engineFor(t, host)
  const image = `${host}/app:1`
  await t.rejects(new EngineImageStore(engine, quick).ensure({ ...request, image }), {
    message: `Failed to pull image '${image}': Head "http://${host}/v2/app/manifests/1": no basic auth credentials`
  })
  await t.rejects(new EngineImageStore(engine, { ...quick, dockerConfig: configOf(host, 'canary') }).ensure({ ...request, image }), {
    message: `Failed to pull image '${image}': unauthorized: authentication required`
  })
  t.equal(await engine.inspectImage(image), null)
  const verified = new EngineImageStore(engine, { ...quick, verifyImageAccess: true })
  const sandboxes = t.testdir({
    one: { '.dockercfg': JSON.stringify({ [host]: { username: 'me', password: 'right' } }) },
    two: { '.dockercfg': JSON.stringify({ [host]: { username: 'me', password: 'wrong' } }) }
  })
  t.ok(await verified.ensure({ ...request, image, directory: `${sandboxes}/one` }))
  const before = accesses().length
  await t.rejects(verified.ensure({ ...request, image, directory: `${sandboxes}/two` }), { message: /unauthorized/ })
  t.ok(accesses().length > before, 'the second was asked for, though the image was there')
})

t.test('of launches at one time with two credentials each credential asks once', async (t) => {
  const origin = await registry(t, { users: { me: 'mine', you: 'yours' } })
  await pushImage({ host: origin.host, auth: 'me:mine' }, 'app', '1', [randomLayer(1000)])
  const asked: string[] = []
  const host = await faultyRegistry(t, origin.host, (path, authorization) => {
    if (path === '/v2/app/manifests/1' && authorization !== '') asked.push(Buffer.from(authorization.slice('Basic '.length), 'base64').toString())
    return undefined
  })
  const store = new EngineImageStore(engineFor(t, host), { ...quick, verifyImageAccess: true })
  const config = (username: string, password: string) => ({ '.dockercfg': JSON.stringify({ [host]: { username, password } }) })
  const names = Array.from({ length: 10 }, (_, at) => `${at}`)
  const sandboxes = t.testdir(Object.fromEntries(names.map((name, at) => [name, at % 2 === 0 ? config('me', 'mine') : config('you', 'yours')])))
  await Promise.all(names.map((name) => store.ensure({ ...request, image: `${host}/app:1`, directory: `${sandboxes}/${name}` })))
  t.strictSame(asked.sort(), ['me:mine', 'you:yours'])
})

t.test('a registry with a certificate of a private authority is trusted by its entry in certs.d', async (t) => {
  // Loopback addresses are trusted without.
  const address = Object.values(networkInterfaces()).flat().find((one) => one?.family === 'IPv4' && !one.internal)?.address as string
  const { host, ca } = await registry(t, { tls: true, address })
  await pushImage({ host, tls: true }, 'app', '1', [randomLayer(1000)])
  const store = new EngineImageStore(engineFor(t, host), quick)
  const image = `${host}/app:1`
  await t.rejects(store.ensure({ ...request, image }), { message: /x509: certificate signed by unknown authority/ })
  const trusted = `/etc/docker/certs.d/${host}`
  t.teardown(() => rm(trusted, { recursive: true }))
  await mkdir(trusted, { recursive: true })
  await copyFile(ca, `${trusted}/ca.crt`)
  t.ok(await store.ensure({ ...request, image }))
})

t.test('every fault of a registry ends in one error, and leaves nothing behind', async (t) => {
  const origin = await registry(t)
  const manifests = (path: string): boolean => path.includes('/manifests/')
  const blobs = (path: string): boolean => path.includes('/blobs/')
  const cases: Array<[string, (path: string) => boolean, Fault, RegExp]> = [
    ['429', manifests, { status: 429 }, /429/],
    ['500', manifests, { status: 500 }, /500/],
    ['a manifest cut by FIN', manifests, 'fin', /EOF/],
    ['a manifest cut by RST', manifests, 'rst', /EOF|reset/],
    ['a registry that says nothing', manifests, 'silence', /the pull did not begin within 3000 ms/],
    // Of layers the engine's tries are seconds apart, of the image's configuration they follow at once.
    ['a blob cut by FIN', blobs, 'fin', /the pull made no progress within 2000 ms|unexpected EOF/],
    ['a blob cut by RST', blobs, 'rst', /the pull made no progress within 2000 ms|reset by peer/],
    ['a blob that stands still', blobs, 'stall', /the pull made no progress within 2000 ms/]
  ]
  // Whoever does begin may take his time for it: the machine may have much to do.
  const limits = (fault: Fault) => fault === 'silence' ? { beginMs: 3000 } : { inactivityMs: 2000 }
  const store = (host: string, fault: Fault) => new EngineImageStore(engineFor(t, host), { ...quick, ...limits(fault) })
  for (const [name, hits, fault, message] of cases) {
    // The engine downloads a layer once, whatever registries it is wanted from: each has its own.
    await pushImage(origin, 'app', '1', [randomLayer(1 << 20)])
    const host = await faultyRegistry(t, origin.host, (path) => hits(path) ? fault : undefined)
    await t.rejects(store(host, fault).ensure({ ...request, image: `${host}/app:1` }), { code: 'CONTAINERIZER_ERR_PULL_FAILED', message }, name)
    t.equal(await engineFor(t, host).inspectImage(`${host}/app:1`), null, name)
  }
})

t.test('a registry that repeats what it was sent does not get it into an error', async (t) => {
  const origin = await registry(t)
  let seen = ''
  const host = await faultyRegistry(t, origin.host, (_path, authorization) => {
    if (authorization === '') return { status: 401 }
    seen = authorization
    return { status: 403, text: JSON.stringify({ errors: [{ code: 'DENIED', message: `not with ${authorization} canary-password` }] }) }
  })
  const store = new EngineImageStore(engineFor(t, host), { ...quick, dockerConfig: configOf(host, 'canary-password') })
  const error = await store.ensure({ ...request, image: `${host}/app:1` }).catch((error: Error) => error) as Error
  t.notMatch(`${error.message} ${error.stack} ${String(error.cause)}`, new RegExp(`canary|${seen || 'nothing'}`))
  t.match(error.message, /Failed to pull/)
})

t.test('pruning removes a pulled image once no container has it', async (t) => {
  const { host } = await registry(t)
  const digest = await pushImage({ host }, 'app', '1', [await shellLayer()])
  const engine = engineFor(t, host)
  const image = `${host}/app:1`
  const images = new EngineImageStore(engine, { records: new MemoryStore(), pruneGraceMs: -1 })
  const { parts, containerizer } = await dockerContainerizer(t, { images })
  const id = newId()
  await containerizer.launch(id, taskConfig(parts.directory, shell('exec sleep 1000'), { containerInfo: { type: 'DOCKER', docker: { image } } }))
  await containerizer.pruneImages([])
  t.ok(await engine.inspectImage(image))
  const [running] = await engine.list({ labels: [`${DIGEST_LABEL}=${host}/app@${digest}`] })
  t.match(running?.names, [new RegExp(id.value)], 'the digest that runs is in a label')
  await containerizer.destroy(id)
  await containerizer.pruneImages([{ type: 'DOCKER', docker: { name: image } }])
  t.ok(await engine.inspectImage(image))
  await containerizer.pruneImages([])
  t.equal(await engine.inspectImage(image), null)
  t.ok(await engine.inspectImage(baseImage), 'what the store did not pull stays')
})
