import t from 'tap'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { Ownership, rootOf } from '../../lib/composing/ownership.ts'

const root = { value: 'r' }
const child = { value: 'c', parent: root }

t.test('an id is found by its text, a nested one by its root too', async t => {
  const owned = new Ownership()
  const link = new MemoryLink('one')
  const entry = owned.add(root, link)
  t.equal(owned.get({ value: 'r' }), entry)
  t.equal(owned.get(child), undefined)
  t.equal(owned.linkOf(child), link)
  t.equal(owned.linkOf({ value: 'x' }), undefined)
  t.equal(owned.required(child), link)
  t.throws(() => owned.required({ value: 'x' }), { code: 'CONTAINERIZER_ERR_CONTAINER_UNKNOWN' })
  t.same(rootOf({ value: 'd', parent: child }), root)
})

t.test('an entry stays while it is launching or its link knows it', async t => {
  const owned = new Ownership()
  const link = new MemoryLink('one')
  const entry = owned.add(root, link)
  entry.launching = Promise.resolve('SUCCESS')
  owned.release(entry)
  t.same(owned.ids(), [root])
  link.add(root)
  entry.launching = undefined
  owned.release(entry)
  t.same(owned.ids(), [root])
  link.running.clear()
  owned.release(entry)
  t.same(owned.ids(), [])
})

t.test('listing the ids forgets what the links have forgotten', async t => {
  const owned = new Ownership()
  const link = new MemoryLink('one')
  link.add(root)
  owned.add(root, link)
  owned.add({ value: 'gone' }, link)
  t.same(owned.ids(), [root])
  t.equal(owned.get({ value: 'gone' }), undefined)
})

t.test('releasing an old entry leaves the later one of the same id', async t => {
  const owned = new Ownership()
  const link = new MemoryLink('one')
  const old = owned.add(root, link)
  const later = owned.add(root, link)
  owned.release(old)
  t.equal(owned.get(root), later)
})
