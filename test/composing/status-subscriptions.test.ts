import t from 'tap'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { StatusSubscriptions } from '../../lib/composing/status-subscriptions.ts'

t.test('listeners that come before or after the sources hear them', async t => {
  const link = new MemoryLink('one')
  const statuses = new StatusSubscriptions()
  const early = () => {}
  const late = () => {}
  const gone = statuses.add(() => {})
  gone()
  const offEarly = statuses.add(early)
  statuses.connect([link])
  const offLate = statuses.add(late)
  t.same([...link.listeners], [early, late])
  offEarly()
  offEarly()
  t.same([...link.listeners], [late])
  offLate()
  t.equal(link.listeners.size, 0)
})
