import t from 'tap'
import { Framework } from '../../../lib/agent/scheduler/framework.ts'
import type { HeldOffer, OfferBook } from '../../../lib/agent/scheduler/offer-book.ts'
import { offersError } from '../../../lib/agent/scheduler/offers-error.ts'
import { frameworkInfo } from './fakes.ts'

t.test('offers can be accepted together, or not, and why', async t => {
  const framework = new Framework('f', frameworkInfo())
  const other = new Framework('g', frameworkInfo())
  const offer = (id: string, owner: Framework, role: string): [string, HeldOffer] => [id, { id, framework: owner, role, resources: [], cancelTimeout: () => {} }]
  const book = new Map([offer('a', framework, 'x'), offer('b', framework, 'x'), offer('c', framework, 'y'), offer('d', other, 'x')]) as unknown as OfferBook
  t.equal(offersError(book, framework, ['a', 'b']), undefined)
  t.equal(offersError(book, framework, []), 'No offers specified')
  t.equal(offersError(book, framework, ['a', 'a']), 'Duplicate offer a in offer list')
  t.equal(offersError(book, framework, ['e']), 'Offer e is no longer valid')
  t.equal(offersError(book, framework, ['d']), 'Offer d has invalid framework g while framework f is expected')
  t.equal(offersError(book, framework, ['a', 'c']), 'Aggregated offers must be allocated to the same role. Offer c uses role y but offer a uses role x')
})
