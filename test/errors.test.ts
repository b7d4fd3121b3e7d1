import t from 'tap'
import { errors } from '../lib/errors.ts'

t.test('every error carries its key as code, a status and its cause', async t => {
  const cause = new Error('below')
  for (const [key, Type] of Object.entries(errors)) {
    const error = new Type('what was asked', { cause })
    t.equal(error.code, key)
    t.match(key, /^CONTAINERIZER_ERR_[A-Z]+(_[A-Z]+)*$/)
    t.ok(Number(error.statusCode) >= 400 && Number(error.statusCode) < 600, `${key} has a status of an error`)
    t.equal(error.cause, cause)
    t.notMatch(error.message, '%s')
  }
})
