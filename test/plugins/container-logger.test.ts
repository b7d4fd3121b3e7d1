import t from 'tap'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { containerLogger } from '../../lib/plugins/container-logger.ts'
import { SandboxLogger } from '../../lib/sandbox/sandbox-logger.ts'

t.test('the sandbox logger, and one that was brought, are taken as they are', async (t) => {
  t.ok(containerLogger({ containerLogger: 'sandbox', rotation: {} }, '/nowhere') instanceof SandboxLogger)
  const own = new SandboxLogger()
  t.equal(containerLogger({ containerLogger: own, rotation: {} }, '/nowhere'), own)
})

t.test('the rotating one keeps its records with the others of the agent', async (t) => {
  const directory = t.testdir({ meta: {}, sandbox: {} })
  const logger = containerLogger({ containerLogger: 'rotating', rotation: { maxBytes: 4096, files: 1 } }, join(directory, 'meta'))
  const logs = await logger.open({ containerKey: 'one', directory: join(directory, 'sandbox') })
  for (let time = 0; time < 3; time++) await logs.write('stdout', Buffer.alloc(4096, 'x'))
  await logs.end()
  t.same(readdirSync(join(directory, 'sandbox')).sort(), ['stderr', 'stdout', 'stdout.1'])
  t.equal(readdirSync(join(directory, 'meta/docker-rotation')).length, 1)
})
