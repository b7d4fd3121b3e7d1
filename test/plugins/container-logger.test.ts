import t from 'tap'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { containerLogger } from '../../lib/plugins/container-logger.ts'
import { SandboxLogger } from '../../lib/sandbox/sandbox-logger.ts'
import { MetricsBook } from '../../lib/util/metrics-book.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { silent } from '../fixtures/docker-parts.ts'

const host = (meta: string) => ({ meta, clock: systemClock, log: silent, metrics: new MetricsBook() })

t.test('the sandbox logger, and one that was brought, are taken as they are', async (t) => {
  t.ok(containerLogger({ containerLogger: 'sandbox', rotation: {} }, host('/nowhere')) instanceof SandboxLogger)
  const own = new SandboxLogger()
  t.equal(containerLogger({ containerLogger: own, rotation: {} }, host('/nowhere')), own)
})

t.test('the rotating one keeps its records with the others of the agent', async (t) => {
  const directory = t.testdir({ meta: {}, sandbox: {} })
  const logger = containerLogger({ containerLogger: 'rotating', rotation: { maxBytes: 4096, files: 1 } }, host(join(directory, 'meta')))
  const logs = await logger.open({ containerKey: 'one', directory: join(directory, 'sandbox') })
  for (let time = 0; time < 3; time++) await logs.write('stdout', Buffer.alloc(4096, 'x'))
  await logs.end()
  t.same(readdirSync(join(directory, 'sandbox')).sort(), ['stderr', 'stdout', 'stdout.1'])
  t.equal(readdirSync(join(directory, 'meta/docker-rotation')).length, 1)
})
