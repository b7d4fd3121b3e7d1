import t from 'tap'
import { awaitExit } from '../../lib/docker/await-exit.ts'
import { deferred } from '../../lib/util/deferred.ts'
import type { ContainerDetails, DockerEngine, ExitResult, PendingExit } from '../../types/docker-engine.ts'

function pending (outcome: number | Error | ExitResult): PendingExit {
  const exit = deferred<ExitResult>()
  if (outcome instanceof Error) exit.reject(outcome)
  else exit.resolve(typeof outcome === 'number' ? { exitCode: outcome } : outcome)
  return { exit: exit.promise, abandon: () => {} }
}

type Answer = ContainerDetails | null | Error
const state = (running: boolean, exitCode: number) => ({ state: { running, exitCode } }) as ContainerDetails

function engine (inspects: Answer[], waits: Array<PendingExit | Error> = []): DockerEngine {
  const answer = <T>(answers: Array<T | Error>): T => {
    const next = answers.shift() as T | Error
    if (next instanceof Error) throw next
    return next
  }
  const port: Partial<DockerEngine> = { inspect: async () => answer(inspects), wait: async () => answer(waits) }
  return port as DockerEngine
}

const lost = new Error('connection lost')
const never = new AbortController().signal

function counted () {
  const sleeps: number[] = []
  const sleep = async (ms: number, signal?: AbortSignal): Promise<void> => { signal?.throwIfAborted(); sleeps.push(ms) }
  return { sleeps, clock: { now: () => 0, sleep } }
}

t.test('the waiter gives the exit code', async (t) => {
  t.equal(await awaitExit(engine([]), 'c', pending(3), counted().clock, never), 3)
})

t.test('a lost waiter is replaced at once while the container runs', async (t) => {
  const { clock, sleeps } = counted()
  t.equal(await awaitExit(engine([state(true, 0)], [pending(7)]), 'c', pending(lost), clock, never), 7)
  t.strictSame(sleeps, [])
})

t.test('without a waiter the container is looked at first, and then waited for', async (t) => {
  t.equal(await awaitExit(engine([state(true, 0)], [pending(5)]), 'c', null, counted().clock, never), 5)
})

t.test('an exit that nobody waited for is read from the container', async (t) => {
  t.equal(await awaitExit(engine([state(false, 9)]), 'c', pending(lost), counted().clock, never), 9)
})

t.test('an engine that does not answer is asked again after a pause, and nothing is made up', async (t) => {
  const { clock, sleeps } = counted()
  const inspects = [lost, state(true, 0), lost, state(false, 4)]
  t.equal(await awaitExit(engine(inspects, [lost]), 'c', pending(lost), clock, never), 4)
  t.strictSame(sleeps, [1000, 1000, 1000])
})

t.test('an engine that could not wait has not told an exit code', async (t) => {
  const { clock, sleeps } = counted()
  const unable = () => pending({ exitCode: 0, error: 'could not wait' })
  t.equal(await awaitExit(engine([state(true, 0), state(true, 0)], [unable(), pending(6)]), 'c', unable(), clock, never), 6)
  t.strictSame(sleeps, [1000], 'and is not kept busy by asking')
})

t.test('a container that is gone has no known code', async (t) => {
  t.equal(await awaitExit(engine([null]), 'c', pending(lost), counted().clock, never), null)
})

t.test('an abort gives up the waiter and rejects with its reason', async (t) => {
  for (const early of [true, false]) {
    const exit = deferred<ExitResult>()
    const controller = new AbortController()
    if (early) controller.abort(new Error('enough'))
    const outcome = awaitExit(engine([]), 'c', { exit: exit.promise, abandon: () => exit.reject(lost) }, counted().clock, controller.signal)
    controller.abort(new Error('enough'))
    await t.rejects(outcome, { message: 'enough' })
  }
})

t.test('an abort before there is a waiter rejects too', async (t) => {
  await t.rejects(awaitExit(engine([]), 'c', null, counted().clock, AbortSignal.abort(new Error('enough'))), { message: 'enough' })
})

t.test('a loss of a waiter is told, each time', async (t) => {
  let losses = 0
  const inspects = [state(true, 0), state(false, 4)]
  t.equal(await awaitExit(engine(inspects, [pending(lost)]), 'c', pending(lost), counted().clock, never, () => { losses++ }), 4)
  t.equal(losses, 2)
})
