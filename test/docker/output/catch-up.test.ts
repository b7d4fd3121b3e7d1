import t from 'tap'
import { CatchUp } from '../../../lib/docker/output/catch-up.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import { FakeClock, settled } from '../../agent/scheduler/fakes.ts'

/** Work that has begun, by its number, and what ends it. */
function works (catchUp: CatchUp, count: number, signal = new AbortController().signal) {
  const begun: number[] = []
  const all = Array.from({ length: count }, (_, number) => {
    const end = deferred<number>()
    let caughtUp = (): void => {}
    const turn = catchUp.turn(signal, async (tell) => {
      begun.push(number)
      caughtUp = tell
      return await end.promise
    })
    turn.catch(() => {})
    return { end, turn, caughtUp: () => caughtUp() }
  })
  return { begun, all }
}

t.test('nobody has a turn before it begins, then four at a time', async (t) => {
  const catchUp = new CatchUp(new FakeClock())
  const { begun, all } = works(catchUp, 6)
  await settled()
  t.strictSame(begun, [])
  catchUp.begin()
  await settled()
  t.strictSame(begun, [0, 1, 2, 3])
  all[1]!.caughtUp()
  await settled()
  t.strictSame(begun, [0, 1, 2, 3, 4], 'whoever has caught up goes on beside the next')
  all[2]!.end.reject(new Error('no log'))
  await t.rejects(all[2]!.turn, { message: 'no log' })
  await settled()
  t.strictSame(begun, [0, 1, 2, 3, 4, 5])
  all[1]!.end.resolve(7)
  t.equal(await all[1]!.turn, 7)
})

t.test('one that does not catch up keeps the others back for a while only', async (t) => {
  const clock = new FakeClock()
  const { begun } = works(new CatchUp(clock, { begun: true }), 5)
  await clock.advance(1999)
  t.strictSame(begun, [0, 1, 2, 3])
  await clock.advance(1)
  t.strictSame(begun, [0, 1, 2, 3, 4])
})

t.test('whoever gives up has no turn, before it begins and in the queue', async (t) => {
  const [early, queued] = [new AbortController(), new AbortController()]
  const catchUp = new CatchUp(new FakeClock())
  const [first] = works(catchUp, 1, early.signal).all
  early.abort(new Error('early'))
  await t.rejects(first!.turn, { message: 'early' })
  catchUp.begin()
  works(catchUp, 4)
  const { begun, all: [waiting] } = works(catchUp, 1, queued.signal)
  await settled()
  queued.abort(new Error('in the queue'))
  await t.rejects(waiting!.turn, { message: 'in the queue' })
  t.strictSame(begun, [])
})

t.test('no question is asked before it begins, then sixteen at a time, beside the turns', async t => {
  const catchUp = new CatchUp(new FakeClock())
  const [signal, early] = [new AbortController().signal, new AbortController()]
  const asked: number[] = []
  const answer = deferred<string>()
  const given = catchUp.ask(early.signal, async () => t.fail('nobody asks any more'))
  early.abort(new Error('early'))
  await t.rejects(given, { message: 'early' })
  works(catchUp, 4)
  const answers = Array.from({ length: 17 }, (_, number) => catchUp.ask(signal, async () => {
    asked.push(number)
    return await answer.promise
  }))
  await settled()
  t.strictSame(asked, [])
  catchUp.begin()
  await settled()
  t.equal(asked.length, 16)
  answer.resolve('so')
  t.strictSame(await Promise.all(answers), Array(17).fill('so'))
})
