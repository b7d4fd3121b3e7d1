import t from 'tap'
import { fairOrder } from '../../../lib/agent/scheduler/fair-order.ts'
import { Framework } from '../../../lib/agent/scheduler/framework.ts'
import { frameworkInfo } from './fakes.ts'

t.test('who holds least is asked first, then who was offered least', async t => {
  const cpus = (value: number) => [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value } }]
  const candidates = [3, 0, 0].map((held, index) => ({ framework: new Framework(`f${index}`, frameworkInfo()), role: '*', held }))
  candidates[1]!.framework.offersMade = 2
  const order = fairOrder(candidates, candidate => cpus((candidate as typeof candidates[0]).held), cpus(8))
  t.strictSame(order.map(({ framework }) => framework.id), ['f2', 'f1', 'f0'])
  t.equal(fairOrder(candidates.slice(0, 1), () => { throw new Error('a single one is not compared') }, []).length, 1)
})
