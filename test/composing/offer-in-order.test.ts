import t from 'tap'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { offerInOrder } from '../../lib/composing/offer-in-order.ts'
import type { Entry } from '../../lib/composing/ownership.ts'

const config = { directory: '/nowhere', commandInfo: {} }
const admit = () => {}

async function two () {
  const [first, second] = [new MemoryLink('first'), new MemoryLink('second')]
  await Promise.all([first.recover(null), second.recover(null)])
  const entry: Entry = { containerId: { value: 'c' }, link: first, destroying: false }
  return { first, second, entry }
}

t.test('the entry names the link that took the container', async t => {
  const { first, second, entry } = await two()
  first.decide = () => 'NOT_SUPPORTED'
  t.equal(await offerInOrder(entry, [first, second], config, undefined, admit), 'SUCCESS')
  t.equal(entry.link, second)
})

t.test('nobody takes it: NOT_SUPPORTED', async t => {
  const { first, entry } = await two()
  first.decide = () => 'NOT_SUPPORTED'
  t.equal(await offerInOrder(entry, [first], config, {}, admit), 'NOT_SUPPORTED')
})

t.test('a destroy, an abort or a refusal between two links ends the search', async t => {
  const aborter = new AbortController()
  const ways = [
    (entry: Entry) => { entry.destroying = true },
    () => { aborter.abort() }
  ]
  for (const way of ways) {
    const { first, second, entry } = await two()
    first.decide = () => { way(entry); return 'NOT_SUPPORTED' }
    await t.rejects(offerInOrder(entry, [first, second], config, { signal: aborter.signal }, admit), {
      code: 'CONTAINERIZER_ERR_CONTAINER_DESTROYED', message: 'Container c was destroyed while launching'
    })
    t.equal(entry.link, first)
  }
  const { first, entry } = await two()
  await t.rejects(offerInOrder(entry, [first], config, {}, () => { throw new Error('closing') }), { message: 'closing' })
})
