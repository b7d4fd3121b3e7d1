import t from 'tap'
import { Slots } from '../../lib/util/slots.ts'
import { deferred } from '../../lib/util/deferred.ts'
import { settled } from '../agent/scheduler/fakes.ts'

const forever = new AbortController().signal

t.test('no more than the given number run at a time, in order of arrival', async (t) => {
  const slots = new Slots(2)
  const doors = [1, 2, 3, 4].map(() => deferred<void>())
  const begun: number[] = []
  const done = doors.map((door, at) => slots.run(forever, async () => { begun.push(at); await door.promise; return at }))
  await settled()
  t.strictSame(begun, [0, 1])
  doors[1]!.resolve()
  await settled()
  t.strictSame(begun, [0, 1, 2])
  for (const door of doors) door.resolve()
  t.strictSame(await Promise.all(done), [0, 1, 2, 3])
})

t.test('failed work gives its slot back', async (t) => {
  const slots = new Slots(1)
  await t.rejects(slots.run(forever, async () => { throw new Error('broken') }), { message: 'broken' })
  t.equal(await slots.run(forever, async () => 'next'), 'next')
})

t.test('who is aborted does not begin, waiting or not', async (t) => {
  const slots = new Slots(1)
  const door = deferred<void>()
  const first = slots.run(forever, () => door.promise)
  const abort = new AbortController()
  const second = slots.run(abort.signal, async () => t.fail('it began'))
  const third = slots.run(forever, async () => 'third')
  abort.abort(new Error('destroyed'))
  await t.rejects(second, { message: 'destroyed' })
  await t.rejects(slots.run(abort.signal, async () => t.fail('it began')), { message: 'destroyed' })
  door.resolve()
  await first
  t.equal(await third, 'third')
})

t.test('a slot given in the moment of an abort goes to the next', async (t) => {
  const slots = new Slots(1)
  const abort = new AbortController()
  const first = slots.run(forever, async () => { await settled(); abort.abort(new Error('destroyed')) })
  const second = slots.run(abort.signal, async () => t.fail('it began'))
  const third = slots.run(forever, async () => 'third')
  await t.rejects(second, { message: 'destroyed' })
  await first
  t.equal(await third, 'third')
})
