import t from 'tap'
import type { DockerParts } from '../../lib/docker/docker-parts.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import { gatedStart } from '../../lib/docker/gated-start.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import type { StartedContainer } from '../../lib/docker/start-container.ts'
import { dockerParts, newId, shell, socketPath, taskConfig } from '../fixtures/docker-parts.ts'
import { dockerRun } from '../../lib/docker/docker-run.ts'

const never = new AbortController().signal
const body = { Image: 'i', HostConfig: {} }

t.test('a start enters, and leaves with its outcome', async (t) => {
  const said: unknown[] = []
  const parts = { gate: { async enter (signal: AbortSignal) { said.push(signal); return (error?: unknown) => { said.push(error) } } } } as unknown as DockerParts
  const started = {} as StartedContainer
  t.equal(await gatedStart(parts, {} as DockerRun, body, never, never, async () => started), started)
  const failure = new Error('no start')
  await t.rejects(gatedStart(parts, {} as DockerRun, body, never, never, async () => { throw failure }), failure)
  t.strictSame(said, [never, undefined, never, failure])
})

t.test('what is not let in is not started', async (t) => {
  const engine = connectEngine({ socketPath })
  const parts = await dockerParts(t, { engine, gate: { async enter () { throw new Error('down') } } })
  const run = dockerRun(parts.agentId, newId(), taskConfig(parts.directory, shell('true')), {})
  await t.rejects(gatedStart(parts, run, parts.plan(run, {}), never, never), { message: 'down' })
  t.equal(await engine.inspect(run.name), null)
})
