import t from 'tap'
import { memoryOptions } from '../../lib/run-options/memory-options.ts'

const MIB = 1024 * 1024
const GIB = 1024 * MIB

for (const [fact, request, limit, expected] of [
  ['no request, no options', undefined, undefined, {}],
  ['without a limit the request is the hard limit', 64.5, undefined, { Memory: 64.5 * MIB }],
  ['there is a minimum', 1, undefined, { Memory: 32 * MIB }],
  ['a limit is hard, the request soft, and the task a likelier victim', 256, 512, { Memory: 512 * MIB, MemoryReservation: 256 * MIB, OomScoreAdj: 750 }],
  ['an infinite limit is none', 256, Infinity, { MemoryReservation: 256 * MIB, OomScoreAdj: 750 }],
  ['a limit equal to the request leaves the score alone', 16, 16, { Memory: 32 * MIB, MemoryReservation: 32 * MIB }],
  ['the score is never below that of an ordinary process', 2048, Infinity, { MemoryReservation: 2 * GIB, OomScoreAdj: 0 }]
] as const) {
  t.test(fact, async (t) => t.same(memoryOptions(request, limit, { hostBytes: GIB, limitSwap: false }), expected))
}

for (const [fact, limit, expected] of [
  ['of a request', undefined, { Memory: 64 * MIB, MemorySwap: 64 * MIB }],
  ['of a limit', 128, { Memory: 128 * MIB, MemorySwap: 128 * MIB, MemoryReservation: 64 * MIB }],
  ['but not where there is no limit', Infinity, { MemoryReservation: 64 * MIB }]
] as const) {
  t.test(`swap counts as memory ${fact} when the operator says so`, async (t) => t.match(memoryOptions(64, limit, { hostBytes: GIB, limitSwap: true }), expected))
}

t.test('where nothing is limited swap is not either', async (t) => {
  t.notOk('MemorySwap' in memoryOptions(64, Infinity, { hostBytes: GIB, limitSwap: true }))
})
