import t from 'tap'
import { idError } from '../../../lib/agent/scheduler/id-error.ts'

t.test('ids are told from what could not be a directory', async t => {
  for (const id of ['a', 'a.b:c é', 'x'.repeat(255)]) t.equal(idError(id), undefined)
  t.equal(idError(''), 'ID must not be empty')
  t.equal(idError('x'.repeat(256)), 'ID must not be greater than 255 characters')
  for (const id of ['.', '..']) t.equal(idError(id), `'${id}' is disallowed`)
  for (const id of ['a/b', 'a\\b', 'a\nb', 'a\x7f']) t.equal(idError(id), `'${id}' contains invalid characters`)
})
