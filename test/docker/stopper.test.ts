import t from 'tap'
import { Stopper } from '../../lib/docker/stopper.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { detailsOf } from '../fixtures/docker-faults.ts'
import { baseImage, dockerParts, silent } from '../fixtures/docker-parts.ts'
import type { ContainerDetails, DockerEngine } from '../../types/docker-engine.ts'

const named = (StopSignal: string): ContainerDetails => detailsOf({}, { Config: { StopSignal } })

/** A stopper of container `c` with the signals it sent, and when, in milliseconds from its start. */
function stopping (details: ContainerDetails | null = detailsOf({})) {
  const clock = new FakeClock()
  const begin = clock.now()
  const sent: string[] = []
  const kill = async (id: string, name: string): Promise<boolean> => { sent.push(`${clock.now() - begin} ${id} ${name}`); return true }
  const stopper = new Stopper({ engine: { kill, unpause: async () => {} } as unknown as DockerEngine, clock, log: silent })
  stopper.started('c', details, null)
  return { clock, sent, stopper }
}

t.test('the container\'s own stop signal goes first, SIGTERM where it has none', async (t) => {
  const signals: Array<[ContainerDetails | null, string]> = [[named('SIGQUIT'), 'SIGQUIT'], [named(''), 'SIGTERM'], [detailsOf({}), 'SIGTERM'], [null, 'SIGTERM']]
  for (const [details, signal] of signals) {
    const { stopper, sent, clock } = stopping(details)
    stopper.stop(1500)
    await clock.advance(1500)
    stopper.ended()
    t.strictSame(sent, [`0 c ${signal}`, '1500 c SIGKILL'])
  }
})

t.test('a later stop can only make it sooner', async (t) => {
  const { stopper, sent, clock } = stopping()
  stopper.stop(5000)
  await clock.advance(1000)
  stopper.stop(10_000)
  stopper.stop(4000)
  await clock.advance(0)
  t.strictSame(sent, ['0 c SIGTERM'])
  stopper.stop(500)
  await clock.advance(500)
  t.strictSame(sent, ['0 c SIGTERM', '1000 c SIGTERM', '1500 c SIGKILL'])
  t.equal(clock.sleeping, 1, 'the stop that was under way is over')
  stopper.ended()
})

t.test('what has ended is left alone, and holds no timer', async (t) => {
  const { stopper, sent, clock } = stopping()
  stopper.stop(5000)
  await clock.advance(0)
  stopper.ended()
  stopper.stop(0)
  await clock.advance(10_000)
  t.strictSame(sent, ['0 c SIGTERM'])
  t.equal(clock.sleeping, 0)
})

t.test('a paused container is stopped too, with its own signal first', async (t) => {
  const { agentId, engine, clock } = await dockerParts(t)
  const { id } = await engine.create(`mesos-${agentId}-paused`, {
    Image: baseImage, Cmd: ['sh', '-c', 'trap "exit 5" TERM; echo ready; while :; do sleep 0.01; done'], Labels: { 'fastify-docker-containerizer.agent-id': agentId }, HostConfig: {}
  })
  const { exit } = await engine.wait(id, 'next-exit')
  const ready = deferred<void>()
  await engine.attach(id, { write: () => { ready.resolve(); return undefined } })
  await engine.start(id)
  await ready.promise
  await engine.pause(id)
  const stopper = new Stopper({ engine, clock, log: silent })
  stopper.started(id, await engine.inspect(id), null)
  stopper.stop(600_000)
  t.match(await exit, { exitCode: 5 })
  stopper.ended()
})
