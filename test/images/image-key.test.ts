import t from 'tap'
import { imageKey } from '../../lib/images/image-key.ts'

t.test('every reference has a key of its own, fit for a file name', async (t) => {
  t.match(imageKey('r.io:5000/team/app:1'), /^[0-9a-f]{64}$/)
  t.not(imageKey('app:1'), imageKey('app:2'))
})
