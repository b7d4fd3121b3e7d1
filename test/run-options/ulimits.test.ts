import t from 'tap'
import { ulimits } from '../../lib/run-options/ulimits.ts'
import type { RLimitInfoRLimit } from '../../types/index.ts'

t.test('limits bear the names of the engine; without values they are unlimited', async (t) => {
  t.same(ulimits({}), [])
  t.same(ulimits({ rlimits: [{ type: 'RLMT_NOFILE', soft: 1, hard: 2 }, { type: 'RLMT_CORE' }] }), [{ Name: 'nofile', Soft: 1, Hard: 2 }, { Name: 'core', Soft: -1, Hard: -1 }])
})

for (const [fact, rlimits, message] of [
  ['no type', [{}], /rlimits\[0\]\.type "UNKNOWN"/],
  ['the address space', [{ type: 'RLMT_AS' }], /rlimits\[0\]\.type "RLMT_AS"/],
  ['a type given twice', [{ type: 'RLMT_CPU' }, { type: 'RLMT_CPU' }], /rlimits\[1\]\.type "RLMT_CPU": is given twice/],
  ['a hard limit alone', [{ type: 'RLMT_CPU', hard: 1 }], /both a soft and a hard/],
  ['a soft limit alone', [{ type: 'RLMT_CPU', soft: 1 }], /both a soft and a hard/],
  ['soft above hard', [{ type: 'RLMT_CPU', soft: 2, hard: 1 }], /soft 2: must not be above the hard limit 1/]
] as const) {
  t.test(`refuses ${fact}`, async (t) => t.throws(() => ulimits({ rlimits: rlimits as unknown as RLimitInfoRLimit[] }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message }))
}
