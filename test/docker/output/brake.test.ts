import t from 'tap'
import { Brake } from '../../../lib/docker/output/brake.ts'

const data = (length: number): Buffer => Buffer.alloc(length, 'x')
const settled = async (promise: Promise<void>): Promise<boolean> => await Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => { setImmediate(resolve, false) })])

t.test('nothing passes before the end of the log was reached, then as much as was read and a little', async (t) => {
  const brake = new Brake()
  const held = brake.write('stdout', data(10)) as Promise<void>
  t.notOk(await settled(held))
  t.equal(brake.write('stderr', data(10)), held, 'one promise for all who wait')
  brake.release(0)
  await held
  t.equal(brake.write('stdout', data(256 * 1024 - 20)), undefined)
  const ahead = brake.write('stdout', data(100)) as Promise<void>
  brake.release(99)
  t.notOk(await settled(ahead))
  brake.release(100)
  await ahead
})

t.test('it knows whether a line has just ended, also from the one before it', async (t) => {
  const brake = new Brake()
  brake.release(Infinity)
  brake.write('stdout', Buffer.from('line\n'))
  const next = new Brake(brake)
  next.release(Infinity)
  next.write('stderr', Buffer.from('more'))
  t.strictSame([next.lineEnded('stdout'), next.lineEnded('stderr'), brake.lineEnded('stderr')], [true, false, undefined])
})
