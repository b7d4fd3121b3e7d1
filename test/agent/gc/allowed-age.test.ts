import t from 'tap'
import { allowedAge } from '../../../lib/agent/gc/allowed-age.ts'

t.test('the fuller the disk, the sooner', async t => {
  t.equal(allowedAge(1000, 0.1, 0), 900)
  t.equal(Math.round(allowedAge(1000, 0.1, 0.5)), 400)
  t.equal(allowedAge(1000, 0.1, 0.95), 0)
})
