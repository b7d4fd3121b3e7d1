import t from 'tap'
import { isCommandTaskCapable, isExecCapable, isSignalCapable } from '../../lib/composing/capabilities.ts'
import { MemoryLink, plainLink } from '../fixtures/memory-link.ts'

t.test('a capability is told by its methods', async t => {
  const link = new MemoryLink('able')
  t.ok(isCommandTaskCapable(link))
  t.ok(isSignalCapable(link))
  t.ok(isExecCapable(link))
  t.notOk(isCommandTaskCapable(plainLink(link)))
  t.notOk(isSignalCapable(plainLink(link)))
  t.notOk(isExecCapable(plainLink(link)))
})

t.test('half a capability is none', async t => {
  t.notOk(isCommandTaskCapable(Object.assign(plainLink(new MemoryLink('half')), { onTaskStatus: () => {} })))
  t.notOk(isCommandTaskCapable(Object.assign(plainLink(new MemoryLink('half')), { onTaskStatus: () => {}, killTask: true })))
})
