import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Test } from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { dockerContainerizerSchema } from '../../lib/plugins/docker-containerizer-options.ts'
import type { DockerContainerizerOptions, ReadDockerOptions } from '../../lib/plugins/docker-containerizer-options.ts'
import { dockerImages } from '../../lib/plugins/docker-images.ts'
import { readOptions } from '../../lib/plugins/read-options.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import type { PruneRequest } from '../../types/images.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { silent, socketPath } from '../fixtures/docker-parts.ts'

/** On the real engine, whose images are said to be where `rootDir` is. */
async function make (t: Test, given: Partial<DockerContainerizerOptions>, rootDir = '/') {
  const engine = connectEngine({ socketPath })
  t.teardown(() => engine.close())
  const clock = new FakeClock()
  const metrics = new MetricsBook(clock)
  const options = readOptions<ReadDockerOptions>('dockerContainerizer', dockerContainerizerSchema, { workDir: t.testdir(), ...given })
  const images = await dockerImages(engine, options, { agentId: randomUUID(), rootDir, clock, log: silent, metrics })
  t.teardown(() => images.close())
  const asked: PruneRequest[] = []
  return { images, clock, metrics, asked, tend: () => images.tend(async (request) => { asked.push(request); return [] }) }
}

const absent = { image: '127.0.0.1:1/nobody/has:this', forcePull: false, directory: '/nowhere' }

t.test('without a word about collecting images none is collected', async (t) => {
  const { clock, asked, tend, metrics, images } = await make(t, {})
  tend()
  t.equal(clock.sleeping, 0)
  t.strictSame(asked, [])
  t.match(metrics.snapshot(), { 'containerizer/docker/image_pulls_pending': 0 })
  await images.close()
  t.notOk('containerizer/docker/image_pulls_pending' in metrics.snapshot())
})

t.test('images are collected when the disk is looked at, every hour unless told otherwise', async (t) => {
  const hourly = await make(t, { imageGc: { headroom: 1 } })
  hourly.tend()
  await hourly.clock.advance(3_600_000)
  // A look at the disk takes its own time.
  while (hourly.asked.length === 0) await new Promise(setImmediate)
  await hourly.images.close()
  t.equal(hourly.asked.length, 1)
  const often = await make(t, { imageGc: { intervalMs: 1000 } })
  often.tend()
  t.equal(often.clock.sleeping, 1)
  await often.images.close()
  t.strictSame(often.asked, [], 'a tenth of this disk is free')
})

t.test('credentials of the agent are read at boot, and what is wrong with them is said without them', async (t) => {
  await t.rejects(make(t, { dockerConfig: { auths: { 'r.io': 'secret' } } }), { message: "Registry credentials in dockerConfig: auths['r.io'] is not an object" })
})

t.test('a pull for which the disk is too full has images collected first, where that is wanted', async (t) => {
  const pullHeadroomBytes = Number.MAX_SAFE_INTEGER
  const message = /no space left on device/
  const collecting = await make(t, { pullHeadroomBytes, imageGc: {} })
  await t.rejects(collecting.images.store.ensure(absent), { message })
  collecting.tend()
  await t.rejects(collecting.images.store.ensure(absent), { message })
  t.equal(collecting.asked.length, 1)
  const plain = await make(t, { pullHeadroomBytes, dockerMesosImage: 'agent:1' })
  plain.tend()
  await t.rejects(plain.images.store.ensure(absent), { message })
  t.equal(plain.asked.length, 0)
})

t.test('a disk that cannot be seen is no reason not to pull, unless it is to be looked at', async (t) => {
  const unseen = '/no/such/place'
  t.ok(await make(t, {}, unseen))
  const code = 'CONTAINERIZER_ERR_OPTION_INVALID'
  await t.rejects(make(t, { imageGc: {} }, unseen), { code, message: "dockerContainerizer: imageGc needs to see the disk of the engine's images, but '/no/such/place' is not there" })
  await t.rejects(make(t, { pullHeadroomBytes: 1 }, unseen), { code, message: /^dockerContainerizer: pullHeadroomBytes needs/ })
})
