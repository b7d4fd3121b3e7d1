import t from 'tap'
import { DESTROY_LIMIT_MS, provenEnd } from '../../lib/docker/proven-end.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'

const container = () => ({ key: 'c', end: deferred<ContainerTermination>() })

t.test('the end is told when it was seen, and no timer is left', async (t) => {
  const { key, end } = container()
  const clock = new FakeClock()
  const told = provenEnd({ key, termination: end.promise }, clock)
  end.resolve({ message: 'Container killed' })
  t.strictSame(await told, { message: 'Container killed' })
  t.equal(clock.sleeping, 0)
})

t.test('a container that was let go of has no end to tell', async (t) => {
  const { key, end } = container()
  const clock = new FakeClock()
  const told = provenEnd({ key, termination: end.promise }, clock)
  end.reject(new Error('detached'))
  await t.rejects(told, { message: 'detached' })
  t.equal(clock.sleeping, 0)
})

t.test('no end within a minute is an error, not an end', async (t) => {
  const { key, end } = container()
  const clock = new FakeClock()
  const told = t.rejects(provenEnd({ key, termination: end.promise }, clock), {
    code: 'CONTAINERIZER_ERR_KILL_FAILED',
    message: 'Failed to kill the Docker container: c has not ended within 60 s; it is still being tried'
  })
  await clock.advance(DESTROY_LIMIT_MS)
  await told
})
