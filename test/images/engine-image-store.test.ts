import t from 'tap'
import { EngineImageStore } from '../../lib/images/engine-image-store.ts'
import type { DockerEngine, ImageDetails } from '../../types/docker-engine.ts'

const details = { id: 'sha256:1' } as ImageDetails

function engine (answers: Array<ImageDetails | null>, pull: () => Promise<void> = async () => {}) {
  const calls: string[] = []
  const port: Partial<DockerEngine> = {
    inspectImage: async (reference) => { calls.push(`inspect ${reference}`); return answers.shift() ?? null },
    pull: async (reference) => { calls.push(`pull ${reference}`); await pull() }
  }
  return { calls, store: new EngineImageStore(port as DockerEngine) }
}

const request = { image: 'a', forcePull: false, directory: '/' }

t.test('a present image is not pulled', async (t) => {
  const { store, calls } = engine([details])
  t.equal(await store.ensure({ ...request, signal: new AbortController().signal }), details)
  t.strictSame(calls, ['inspect a:latest'])
})

t.test('an absent image is pulled and then proven present', async (t) => {
  const { store, calls } = engine([null, details])
  t.equal(await store.ensure({ ...request, onProgress: () => {} }), details)
  t.strictSame(calls, ['inspect a:latest', 'pull a:latest', 'inspect a:latest'])
})

t.test('a forced pull does not look first', async (t) => {
  const { store, calls } = engine([details])
  await store.ensure({ ...request, forcePull: true })
  t.strictSame(calls, ['pull a:latest', 'inspect a:latest'])
})

t.test('a failed pull names image and cause', async (t) => {
  const { store } = engine([null], async () => { throw new Error('no such tag') })
  await t.rejects(store.ensure(request), {
    code: 'CONTAINERIZER_ERR_PULL_FAILED', message: "Failed to pull image 'a:latest': no such tag"
  })
})

t.test('a pull that reports success but brings nothing is a failure', async (t) => {
  await t.rejects(engine([null, null]).store.ensure(request), { code: 'CONTAINERIZER_ERR_PULL_FAILED' })
})

t.test('pruning is refused', async (t) => {
  await t.rejects(engine([]).store.prune(), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID' })
})
