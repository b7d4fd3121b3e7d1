import type { Framework } from './framework.ts'
import type { OfferBook } from './offer-book.ts'

/** Why these offers cannot be accepted together, in the original's words; undefined when they can. */
export function offersError (book: OfferBook, framework: Framework, ids: string[]): string | undefined {
  if (ids.length === 0) return 'No offers specified'
  const [first] = ids
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) !== index) return `Duplicate offer ${id} in offer list`
    const offer = book.get(id)
    if (offer === undefined) return `Offer ${id} is no longer valid`
    if (offer.framework !== framework) return `Offer ${id} has invalid framework ${offer.framework.id} while framework ${framework.id} is expected`
    const role = book.get(first!)!.role
    if (offer.role !== role) return `Aggregated offers must be allocated to the same role. Offer ${id} uses role ${offer.role} but offer ${first} uses role ${role}`
  }
  return undefined
}
