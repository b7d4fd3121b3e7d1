import t from 'tap'
import { readFile, writeFile } from 'node:fs/promises'
import { engineFor, pushImage, randomLayer, registry, shellLayer } from '../fixtures/registry/registry.ts'
import { imageTask, pullAgent } from '../fixtures/registry/pull-agent.ts'
import type { PullAgent } from '../fixtures/registry/pull-agent.ts'

t.setTimeout(600_000)

/** As if nobody had asked for its images for long. */
async function forgotten (agent: PullAgent): Promise<void> {
  for (const path of await agent.records()) {
    await writeFile(path, (await readFile(path, 'utf8')).replace(/"lastUsedMs":\d+/, '"lastUsedMs":1'))
  }
}

t.test('after a restart the containers themselves say which images are used, and pruning removes the others', async (t) => {
  const { host } = await registry(t)
  for (const name of ['used', 'idle', 'kept']) await pushImage({ host }, name, '1', [await shellLayer(), randomLayer(10)])
  const engine = engineFor(t, host)
  const image = (name: string): string => `${host}/${name}:1`
  const exclusions = JSON.stringify({ image_disk_headroom: 0, excluded_images: [{ type: 'DOCKER', docker: { name: image('kept') } }] })
  const argv = [`--image_gc_config=${exclusions}`]
  const first = await pullAgent(t, { argv })
  const { workDir, session: { id: framework } } = first
  await first.session.launch({ used: imageTask(image('used')), idle: imageTask(image('idle'), 'true'), kept: imageTask(image('kept'), 'true') })
  await first.session.status('used', 'TASK_RUNNING')
  await first.session.status('idle', 'TASK_FINISHED')
  await first.session.status('kept', 'TASK_FINISHED')
  t.strictSame(await first.app.dockerContainerizer.collectImages([], { dryRun: true }), [], 'they were used just now')
  await first.app.close()
  await forgotten(first)

  const second = await pullAgent(t, { argv, workDir, framework })
  const dry = await second.app.dockerContainerizer.collectImages([], { dryRun: true })
  t.match(dry, [{ reference: image('idle'), sizeBytes: Number }], 'a dry run tells what would go')
  t.equal(dry.length, 1)
  t.ok(await engine.inspectImage(image('idle')), 'and lets it stay')
  t.equal(await second.call({ type: 'PRUNE_IMAGES' }), undefined)
  t.equal(await engine.inspectImage(image('idle')), null)
  t.ok(await engine.inspectImage(image('used')))
  t.ok(await engine.inspectImage(image('kept')))
  t.match(await second.get('/metrics/snapshot'), { 'containerizer/docker/images_pruned': 1 })

  await second.session.call({ type: 'KILL', kill: { task_id: { value: 'used' } } })
  await second.session.status('used', 'TASK_KILLED')
  await Promise.all(second.app.containerizers.containers().map((id) => second.app.containerizers.wait(id)))
  await second.call({ type: 'PRUNE_IMAGES', prune_images: { excluded_images: [{ type: 'DOCKER', docker: { name: image('used') } }] } })
  t.ok(await engine.inspectImage(image('used')), 'what the call excludes stays')
  await second.call({ type: 'PRUNE_IMAGES' })
  t.equal(await engine.inspectImage(image('used')), null)
  t.ok(await engine.inspectImage(image('kept')), 'what the flag excludes stays whoever asks')
})

t.test('an image that a disk too full calls for is collected by itself', async (t) => {
  const { host } = await registry(t)
  await pushImage({ host }, 'app', '1', [await shellLayer()])
  const engine = engineFor(t, host)
  const image = `${host}/app:1`
  const first = await pullAgent(t)
  const { workDir } = first
  await first.session.launch({ app: imageTask(image, 'true') })
  await first.session.status('app', 'TASK_FINISHED')
  await first.app.close()
  await forgotten(first)
  // No disk has all of it free.
  const config = JSON.stringify({ image_disk_headroom: 1, image_disk_watch_interval: { nanoseconds: 1_000_000 } })
  const second = await pullAgent(t, { workDir, argv: [`--image_gc_config=${config}`] })
  while ((await second.records()).length > 0);
  t.equal(await engine.inspectImage(image), null)
})
