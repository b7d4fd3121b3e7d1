import t from 'tap'
import { awaitExit } from '../../lib/docker/await-exit.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { ContainerDetails, DockerEngine, ExitResult, PendingExit } from '../../types/docker-engine.ts'

function pending (outcome: number | Error): PendingExit {
  const exit = deferred<ExitResult>()
  if (outcome instanceof Error) exit.reject(outcome)
  else exit.resolve({ exitCode: outcome })
  return { exit: exit.promise, abandon: () => {} }
}

type Answer = ContainerDetails | null | Error
const state = (running: boolean, exitCode: number) => ({ state: { running, exitCode } }) as ContainerDetails

function engine (inspects: Answer[], waits: PendingExit[] = []): DockerEngine {
  const port: Partial<DockerEngine> = {
    inspect: async () => {
      const answer = inspects.shift() as Answer
      if (answer instanceof Error) throw answer
      return answer
    },
    wait: async () => waits.shift() as PendingExit
  }
  return port as DockerEngine
}

const lost = new Error('connection lost')
const never = new AbortController().signal
const clock = { now: () => 0, sleep: async () => {} }

t.test('the waiter gives the exit code', async (t) => {
  t.equal(await awaitExit(engine([]), 'c', pending(3), clock, never), 3)
})

t.test('a lost waiter is replaced while the container runs', async (t) => {
  t.equal(await awaitExit(engine([state(true, 0)], [pending(7)]), 'c', pending(lost), clock, never), 7)
})

t.test('an exit that nobody waited for is read from the container', async (t) => {
  t.equal(await awaitExit(engine([state(false, 9)]), 'c', pending(lost), clock, never), 9)
})

t.test('an engine that does not answer is asked again, and nothing is made up', async (t) => {
  t.equal(await awaitExit(engine([lost, lost, state(false, 4)]), 'c', pending(lost), clock, never), 4)
})

t.test('a container that is gone has no known code', async (t) => {
  t.equal(await awaitExit(engine([null]), 'c', pending(lost), clock, never), null)
})

t.test('an abort ends the waiting', async (t) => {
  await t.rejects(awaitExit(engine([]), 'c', pending(lost), clock, AbortSignal.abort(new Error('enough'))), { message: 'enough' })
})
