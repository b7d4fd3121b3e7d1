import t from 'tap'
import type { Test } from 'tap'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import fp from 'fastify-plugin'
import { ensureContainerizers } from '../../lib/plugins/containerizers.ts'
import { configuredContainerizers } from '../../lib/plugins/configured-containerizers.ts'
import type { ConfiguredContainerizersOptions } from '../../lib/plugins/configured-containerizers.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { socketPath } from '../fixtures/docker-parts.ts'

/** A plugin as a third party would write it, without our types, in a file beside the configuration. */
const third = `
module.exports = Object.assign(async (app, options) => {
  app.containerizers.register({ name: 'wasm', options, recover: async () => {}, containers: () => [], onTaskStatus: () => () => {} })
  app.decorate('wasm', options)
}, { [Symbol.for('skip-override')]: true })`

async function host (t: Test, options: ConfiguredContainerizersOptions) {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(configuredContainerizers, options)
  return app
}

function files (t: Test, config: string): { config: string, workDir: string } {
  const directory = t.testdir({ 'containerizers.yaml': config, 'wasm.cjs': third, 'nothing.cjs': '', work: {} })
  return { config: join(directory, 'containerizers.yaml'), workDir: join(directory, 'work') }
}

t.test('without more than a work_dir it is docker, then mesos', async t => {
  const app = await host(t, { workDir: t.testdir(), docker: { socketPath } })
  await app.ready()
  t.same(app.containerizers.names, ['docker', 'mesos'])
})

t.test('a file says which, in which order and with which options', async t => {
  const { config, workDir } = files(t, 'containerizers: wasm, mesos\nplugins: { wasm: { module: ./wasm.cjs, options: { fuel: 7 } } }\n')
  const app = await host(t, { config, mesos: { workDir } })
  await app.ready()
  t.same(app.containerizers.names, ['wasm', 'mesos'])
  t.same((app as unknown as { wasm: object }).wasm, { fuel: 7 })
})

t.test('a third party needs no options', async t => {
  const app = await host(t, { config: files(t, 'containerizers: [wasm]\nplugins: { wasm: { module: ./wasm.cjs } }\n').config })
  await app.ready()
  t.same((app as unknown as { wasm: object }).wasm, {})
})

t.test('what is given in code beats the file', async t => {
  const { config, workDir } = files(t, 'containerizers: docker\nworkDir: relative\n')
  const app = await host(t, { config, workDir, containerizers: ['mesos'] })
  await app.ready()
  t.same(app.containerizers.names, ['mesos'])
})

t.test('a third party may also be registered by the host', async t => {
  const app = await host(t, { containerizers: 'other' })
  app.register(fp(async (scope) => { (await ensureContainerizers(scope)).register(new MemoryLink('other')) }))
  await app.ready()
  t.same(app.containerizers.names, ['other'])
})

t.test('what is wrong fails boot with option, value and rule', async t => {
  const cases: Array<[string, string]> = [
    ['container: docker', 'configuredContainerizers: container: there is no such option'],
    ['workDir: here', 'configuredContainerizers: workDir: must match pattern "^/", not "here"'],
    ['containerizers: "docker,"', 'Option containerizers must be a list of names, or one text with commas between them'],
    ['containerizers: mesos\nworkDir: /x\nmesos: { work: 1 }', 'mesosContainerizer: work: there is no such option'],
    ['containerizers: x\nplugins: { x: { module: ./none.cjs } }', 'configuredContainerizers: plugins/x/module: ./none.cjs cannot be found'],
    ['containerizers: x\nplugins: { x: { module: ./nothing.cjs } }',
      'configuredContainerizers: plugins/x/module: the default export of ./nothing.cjs must be a Fastify plugin, not object']
  ]
  for (const [text, message] of cases) {
    await t.rejects(host(t, { config: files(t, text).config }), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  }
  await t.rejects(host(t, { config: fileURLToPath(new URL('none.yaml', import.meta.url)) }), { message: /^Error reading config file '.*none.yaml': ENOENT$/ })
})

t.test('without a file, modules are looked for from the working directory', async t => {
  await t.rejects(host(t, { containerizers: 'x', plugins: { x: { module: './none.cjs' } } }), { message: /plugins\/x\/module: \.\/none\.cjs cannot be found$/ })
})
