import t from 'tap'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { Roster } from '../../lib/composing/roster.ts'

const code = 'CONTAINERIZER_ERR_OPTION_INVALID'

t.test('who registers is a link, until the roster is sealed with those that are', async t => {
  const roster = new Roster()
  const { links } = roster
  const [a, b] = [new MemoryLink('a'), new MemoryLink('b')]
  roster.register(a)
  roster.register(b)
  t.same(links, [a, b])
  roster.seal([b])
  t.same(links, [b])
  t.throws(() => roster.register(new MemoryLink('c')), { code, message: "Containerizer 'c' cannot join the chain: the app is ready already" })
})

t.test('a name is taken once and fits a comma list', async t => {
  const roster = new Roster()
  roster.register(new MemoryLink('a'))
  t.throws(() => roster.register(new MemoryLink('a')), { code, message: /there is one of this name$/ })
  for (const name of ['', 'a b', 'a,b']) t.throws(() => roster.register(new MemoryLink(name)), { code, message: /neither commas nor spaces/ })
})

t.test('it knows whose containers end with the app', async t => {
  const roster = new Roster()
  const doomed = new MemoryLink('a')
  roster.register(doomed, { destroyOnClose: true })
  roster.register(new MemoryLink('b'), { destroyOnClose: false })
  t.same(roster.doomed, [doomed])
})

t.test('closing asks everyone once, the last first, and rejects with the first failure', async t => {
  const roster = new Roster()
  const closed: string[] = []
  roster.register(new MemoryLink('a'), { close: () => { closed.push('a') } })
  roster.register(new MemoryLink('b'), { close: async () => { closed.push('b'); throw new Error('b stays open') } })
  roster.register(new MemoryLink('c'), { close: async () => { closed.push('c'); throw new Error('c stays open') } })
  roster.register(new MemoryLink('d'))
  await t.rejects(roster.close(), { message: 'c stays open' })
  t.same(closed, ['c', 'b', 'a'])
  await roster.close()
  t.equal(closed.length, 3)
})

t.test('the first who has a place for sandboxes names it', async t => {
  const roster = new Roster()
  roster.register(new MemoryLink('a'))
  t.equal(roster.sandboxes, undefined)
  roster.register(new MemoryLink('b'), { sandboxes: '/b' })
  roster.register(new MemoryLink('c'), { sandboxes: '/c' })
  t.equal(roster.sandboxes, '/b')
})
