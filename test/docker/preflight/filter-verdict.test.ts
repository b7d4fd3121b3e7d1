import t from 'tap'
import { filterVerdict } from '../../../lib/docker/preflight/filter-verdict.ts'
import type { FilterRule } from '../../../lib/docker/preflight/filter-verdict.ts'

const rule = (verdict: FilterRule['verdict'], matches = true): FilterRule => ({ matches, verdict })
const jump = (chain: string): FilterRule => rule({ chain, goto: false })
const goto = (chain: string): FilterRule => rule({ chain, goto: true })
const decide = (chains: Record<string, FilterRule[]>) => filterVerdict(new Map(Object.entries(chains)), 'input')

t.test('the first rule that every packet matches decides', async (t) => {
  t.strictSame(decide({ input: [rule('DROP', false), rule(null), rule('ACCEPT'), rule('DROP')] }), { accepted: true, index: 2 })
  t.strictSame(decide({ input: [rule('DROP'), rule('ACCEPT')] }), { accepted: false, index: 0 })
})

t.test('without one, and from RETURN on, the chain decides nothing', async (t) => {
  t.equal(decide({}), null)
  t.equal(decide({ input: [rule('ACCEPT', false)] }), null)
  t.equal(decide({ input: [rule('RETURN'), rule('DROP')] }), null)
})

t.test('what a chain that is jumped to decides counts as the rule that jumps', async (t) => {
  t.strictSame(decide({ input: [rule(null), jump('a')], a: [rule(null), rule(null), jump('b')], b: [rule('DROP')] }), { accepted: false, index: 1 })
})

t.test('a chain that decides nothing goes back to where it was jumped from, but not to where it was gone from', async (t) => {
  t.strictSame(decide({ input: [jump('a'), rule('DROP')], a: [rule('RETURN'), rule('ACCEPT')] }), { accepted: false, index: 1 })
  t.equal(decide({ input: [goto('a'), rule('DROP')], a: [] }), null)
  t.strictSame(decide({ input: [jump('a'), rule('DROP')], a: [goto('b'), rule('ACCEPT')], b: [] }), { accepted: false, index: 1 })
})

t.test('a target that is no chain, such as LOG, decides nothing', async (t) => {
  t.strictSame(decide({ input: [jump('LOG'), rule('ACCEPT')] }), { accepted: true, index: 1 })
})
