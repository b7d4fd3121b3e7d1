import t from 'tap'
import { basicAuthorization, urlCredentials } from '../../lib/fetcher/url-credentials.ts'

t.test('name and password are decoded, either may be missing', async (t) => {
  t.equal(urlCredentials(new URL('http://host/')), undefined)
  t.same(urlCredentials(new URL('http://us%65r:p%40ss@host/')), { user: 'user', password: 'p@ss' })
  t.same(urlCredentials(new URL('http://:token@host/')), { user: '', password: 'token' })
  t.same(urlCredentials(new URL('http://100%25:5%zz@host/')), { user: '100%', password: '5%zz' })
})

t.test('as headers they are those of the Basic scheme', async (t) => {
  t.same(basicAuthorization(new URL('http://host/')), {})
  t.same(basicAuthorization(new URL('http://a:b@host/')), { authorization: 'Basic YTpi' })
})
