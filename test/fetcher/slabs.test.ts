import t from 'tap'
import { SLAB_BYTES, Slabs } from '../../lib/fetcher/slabs.ts'

/** As a connection does it. */
function read (slabs: Slabs, content: string): Buffer {
  const bytes = slabs.room().write(content)
  return slabs.piece(bytes)
}

t.test('pieces are read one after the other into one slab, while there is room', async (t) => {
  const slabs = new Slabs()
  const pieces = [read(slabs, 'first'), read(slabs, 'second')]
  t.same(pieces.map(String), ['first', 'second'])
  t.equal(pieces[0]?.buffer, pieces[1]?.buffer)
  const large = read(slabs, 'x'.repeat(SLAB_BYTES / 2))
  const larger = read(slabs, 'y'.repeat(SLAB_BYTES / 2 - 11))
  t.equal(larger.buffer, large.buffer)
  t.not(read(slabs, 'z').buffer, large.buffer)
  t.same(pieces.map(String), ['first', 'second'])
})

t.test('a slab is used again when a piece of a later one is done with', async (t) => {
  const slabs = new Slabs()
  const whole = 'x'.repeat(SLAB_BYTES)
  const [first, second] = [read(slabs, whole), read(slabs, whole)] as const
  Slabs.done(first)
  const third = read(slabs, whole)
  t.equal(new Set([first, second, third].map(({ buffer }) => buffer)).size, 3, 'its own is not, as it may hold other pieces')
  Slabs.done(Buffer.from('from elsewhere'))
  Slabs.done(third)
  const buffers = [read(slabs, whole), read(slabs, whole)].map(({ buffer }) => buffer)
  t.same(new Set(buffers), new Set([first.buffer, second.buffer]))
  t.not(read(slabs, whole).buffer, third.buffer)
})
