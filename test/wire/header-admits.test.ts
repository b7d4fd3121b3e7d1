import t from 'tap'
import { headerAdmits } from '../../lib/wire/header-admits.ts'

t.test('the first name that the header has decides', async (t) => {
  for (const header of ['gzip', 'deflate, GZIP ; q=0.5', '*', 'br, *;q=1', 'gzip, *;q=0']) t.equal(headerAdmits(header, ['gzip', '*']), true, header)
  for (const header of ['', 'identity', 'gzip;q=0', '*;q=0.0', 'gzip; q = 0, *', 'xgzip']) t.equal(headerAdmits(header, ['gzip', '*']), false, header)
})
