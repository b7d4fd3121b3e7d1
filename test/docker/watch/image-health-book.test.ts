import t from 'tap'
import { ImageHealthBook } from '../../../lib/docker/watch/image-health-book.ts'
import type { ContainerSummary } from '../../../types/docker-engine.ts'

const containers = (health: Record<string, boolean | undefined>) => Object.entries(health).map(([id, healthy]) => ({ id, healthy }) as ContainerSummary)

t.test('what is heard is known, and told to who listens until it does no more', async (t) => {
  const book = new ImageHealthBook()
  const told: unknown[] = []
  const end = book.on('c', healthy => told.push(['one', healthy]))
  const other = book.on('c', healthy => told.push(['two', healthy]))
  book.heard('c', true)
  book.heard('d', false)
  end()
  book.heard('c', false)
  other()
  book.heard('c', true)
  t.strictSame(told, [['one', true], ['two', true], ['two', false]])
  t.strictSame([book.of('c'), book.of('d'), book.of('e')], [true, false, undefined])
  book.ended('c')
  t.equal(book.of('c'), undefined)
})

t.test('a list tells what no event did, unless one came since it was asked for', async (t) => {
  const book = new ImageHealthBook()
  book.heard('old', true)
  book.listing()
  book.heard('new', true)
  book.ended('gone')
  book.listed(containers({ old: false, new: false, gone: true, none: undefined }))
  t.strictSame(['old', 'new', 'gone', 'none'].map(id => book.of(id)), [false, true, undefined, undefined])
})
