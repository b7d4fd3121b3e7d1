import t from 'tap'
import { closeContainers } from '../../lib/docker/close-containers.ts'
import type { DockerContainer } from '../../lib/docker/docker-container.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'

/** What a close sees of a container: it rejects its termination when it is let go of. */
function container (ending: boolean) {
  const termination = deferred<ContainerTermination>()
  let detached = 0
  const seen: Pick<DockerContainer, 'ending' | 'termination' | 'detach'> = {
    ending,
    termination: termination.promise,
    detach () { detached++; termination.reject(new Error('detached')) }
  }
  return { seen: seen as DockerContainer, end: () => termination.resolve({ message: 'ended' }), detached: () => detached }
}

t.test('running containers are let go of at once', async (t) => {
  const clock = new FakeClock()
  const [a, b] = [container(false), container(false)]
  await closeContainers([a.seen, b.seen], clock)
  t.strictSame([a.detached(), b.detached()], [1, 1])
  t.equal(clock.sleeping, 0)
})

t.test('one that has ended is cleared up first', async (t) => {
  const clock = new FakeClock()
  const [running, ending] = [container(false), container(true)]
  const closed = closeContainers([running.seen, ending.seen], clock)
  t.strictSame([running.detached(), ending.detached()], [1, 0])
  ending.end()
  await closed
  t.match(await ending.seen.termination, { message: 'ended' })
  t.equal(clock.sleeping, 0)
})

t.test('one that cannot be cleared up within five seconds is let go of', async (t) => {
  const clock = new FakeClock()
  const ending = container(true)
  const closed = closeContainers([ending.seen], clock)
  await clock.advance(4999)
  t.equal(ending.detached(), 0)
  await clock.advance(1)
  await closed
  t.equal(ending.detached(), 1)
})

t.test('where there is nothing, nothing is waited for', async (t) => {
  const clock = new FakeClock()
  await closeContainers([], clock)
  t.equal(clock.sleeping, 0)
})
