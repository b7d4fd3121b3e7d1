import t from 'tap'
import { startBody } from '../../lib/docker/start-body.ts'
import type { ImageRequest } from '../../types/images.ts'

const body = { Image: 'task:1', HostConfig: {} }
const run = { containerId: { value: 'c' }, name: 'c', taskKillingState: false, shutdownGracePeriodMs: 0, config: { directory: '/s', commandInfo: {} } }
const executor = { image: 'agent:1', socketPath: '/d.sock', flags: [], labels: () => ({}) }
const request = { environment: {}, taskEnvironment: {}, signal: new AbortController().signal }

t.test('a task starts itself, or its executor does, whose image is made sure of', async t => {
  const ensured: ImageRequest[] = []
  const images = { async ensure (asked: ImageRequest) { ensured.push(asked); return {} as never }, async prune () { return [] } }
  t.equal(await startBody({ images }, run, body, request), body)
  t.match(await startBody({ images, executor }, { ...run, name: 'c.executor', taskName: 'c' }, body, request), { Image: 'agent:1' })
  t.match(ensured, [{ image: 'agent:1', forcePull: false }])
})
