import t from 'tap'
import { bypass, isBypass } from '../../lib/fetcher/bypass.ts'

t.test('errors of the cache and of its disk are reasons to go past it, others are not', async (t) => {
  const cause = new Error('why')
  t.match(bypass('no room', { cause }), { message: 'no room', cause })
  t.ok(isBypass(bypass('no room')))
  t.ok(isBypass(Object.assign(new Error(), { code: 'ENOSPC' })))
  t.notOk(isBypass(new Error('404')))
  t.notOk(isBypass(Object.assign(new Error(), { code: 'ECONNRESET' })))
})
