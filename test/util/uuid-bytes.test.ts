import t from 'tap'
import { isUuid, uuidBytes } from '../../lib/util/uuid-bytes.ts'

t.test('a new UUID is one, and no other', async t => {
  t.equal(uuidBytes().length, 16)
  t.ok(isUuid(uuidBytes()))
  t.notSame(uuidBytes(), uuidBytes())
})

t.test('sixteen zeros, a wrong version and a wrong length are no UUID', async t => {
  const version = (number: number) => Buffer.alloc(16).fill(number << 4, 6, 7)
  t.strictSame([0, 1, 2, 3, 4, 5, 6, 15].map(number => isUuid(version(number))), [false, true, true, true, true, true, false, false])
  t.notOk(isUuid(uuidBytes().subarray(1)))
  t.notOk(isUuid(Buffer.alloc(0)))
})
