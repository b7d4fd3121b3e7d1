import t from 'tap'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { readyImages } from '../../lib/docker-executor/ready-images.ts'
import { startFakeEngine } from '../fixtures/fake-engine/start-fake-engine.ts'

t.test('an image is there or it is not, nothing is pulled or removed', async t => {
  const { socketPath, close } = await startFakeEngine({ images: ['a:1'] })
  const engine = connectEngine({ socketPath })
  t.teardown(async () => { await engine.close(); await close() })
  const images = readyImages(engine)
  t.match(await images.ensure({ image: 'a:1', forcePull: true, directory: '/' }), { id: String })
  await t.rejects(images.ensure({ image: 'b:1', forcePull: false, directory: '/', signal: new AbortController().signal }), {
    code: 'CONTAINERIZER_ERR_PULL_FAILED', message: "The image 'b:1' is not there, and an executor pulls none"
  })
  t.same(await images.prune(() => []), [])
})
