import t from 'tap'
import { integerRange, isInRange } from '../../lib/wire/integer-range.ts'

t.test('each kind holds its ends and nothing beyond', async (t) => {
  for (const kind of ['int32', 'uint32', 'int64', 'uint64'] as const) {
    const { min, max } = integerRange[kind]
    t.ok(isInRange(kind, min))
    t.ok(isInRange(kind, max))
    t.notOk(isInRange(kind, min - Math.max(1, -min)))
    t.notOk(isInRange(kind, max * 2 + 1))
  }
})

t.test('only whole numbers are integers', async (t) => {
  for (const other of [0.5, NaN, Infinity, '1', null, undefined, 1n]) t.notOk(isInRange('int32', other))
})

t.test('the largest number that prints within the kind is the one before the rounded end', async (t) => {
  for (const kind of ['int64', 'uint64'] as const) {
    const { max, safe, last } = integerRange[kind]
    t.ok(safe < max)
    t.equal(Number(last), max)
    t.ok(BigInt(JSON.stringify(safe)) <= BigInt(last))
    t.ok(BigInt(max) > BigInt(last))
  }
})
