import t from 'tap'
import { wantOfMemory } from '../../lib/docker/want-of-memory.ts'
import { detailsOf, hurriedClock } from '../fixtures/docker-faults.ts'
import type { ContainerDetails, DockerEngine } from '../../types/docker-engine.ts'

const { signal } = new AbortController()

function asked (...answers: Array<ContainerDetails | null | Error>) {
  const clock = hurriedClock()
  const inspect = async (): Promise<ContainerDetails | null> => {
    const answer = answers.shift() as ContainerDetails | null | Error
    if (answer instanceof Error) throw answer
    return answer
  }
  return { clock, left: answers, engine: { inspect } as unknown as DockerEngine }
}

const killed = { ...detailsOf({ oomKilled: true }), memoryBytes: 5 }

t.test('an end that is explained already is not asked about', async (t) => {
  const { left, ...parts } = asked(killed)
  for (const known of [{ exitCode: 0, stop: null }, { exitCode: null, stop: null }, { exitCode: 137, stop: 'KILL' }] as const) {
    t.strictSame(await wantOfMemory(parts, 'c', known, signal), {})
  }
  t.equal(left.length, 1)
})

t.test('any other is, and the engine tells whether memory had a part in it', async (t) => {
  t.strictSame(await wantOfMemory(asked(killed), 'c', { exitCode: 137, stop: null }, signal), { memoryLimitBytes: 5 })
  t.strictSame(await wantOfMemory(asked(detailsOf({ oomKilled: false })), 'c', { exitCode: 1, stop: null }, signal), {})
  t.strictSame(await wantOfMemory(asked(null), 'c', { exitCode: 1, stop: null }, signal), {}, 'it is gone')
})

t.test('an engine without an answer is asked again, but not for ever', async (t) => {
  const away = new Error('away')
  t.strictSame(await wantOfMemory(asked(away, away, killed), 'c', { exitCode: 1, stop: null }, signal), { memoryLimitBytes: 5 })
  t.strictSame(await wantOfMemory(asked(away, away, away, killed), 'c', { exitCode: 1, stop: null }, signal), {})
})
