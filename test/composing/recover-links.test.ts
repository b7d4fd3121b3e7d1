import t from 'tap'
import { deferred } from '../../lib/util/deferred.ts'
import { MemoryLink } from '../fixtures/memory-link.ts'
import { recoverLinks } from '../../lib/composing/recover-links.ts'

t.test('it settles after the last link, also when one fails at once', async t => {
  const [first, second] = [new MemoryLink('first'), new MemoryLink('second')]
  const slow = deferred<void>()
  const events: string[] = []
  first.recovering = async () => { throw new Error('broken') }
  second.recovering = async () => { await slow.promise; events.push('second has recovered') }
  const recovery = recoverLinks([first, second], null).catch((error: Error) => { events.push(error.message) })
  slow.resolve()
  await recovery
  t.same(events, ['second has recovered', 'broken'])
})

t.test('several failures are told in chain order', async t => {
  const [first, second] = [new MemoryLink('first'), new MemoryLink('second')]
  const reasons = [new Error('no engine'), 'no disk']
  first.recovering = async () => { throw reasons[0] }
  second.recover = () => { throw reasons[1] }
  await t.rejects(recoverLinks([first, second], null), {
    code: 'CONTAINERIZER_ERR_RECOVERY_FAILED',
    message: 'Recovery failed: first: no engine; second: no disk',
    cause: { errors: reasons }
  })
})
