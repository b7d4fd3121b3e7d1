import t from 'tap'
import { validateId } from '../../lib/checkpoint/validate-id.ts'

t.test('an ordinary id, dots, spaces and umlauts included, is fine', async (t) => {
  for (const id of ['a', 'task.1', '...', 'my task', 'größe', 'x'.repeat(255)]) t.equal(validateId(id), undefined)
})

t.test('what cannot be a path component is refused in the original\'s words', async (t) => {
  t.equal(validateId(''), 'ID must not be empty')
  t.equal(validateId('ü'.repeat(128)), 'ID must not be greater than 255 characters')
  for (const id of ['.', '..']) t.equal(validateId(id), `'${id}' is disallowed`)
  for (const id of ['a/b', 'a\\b', 'a\nb', 'a\0', '\x7f']) t.equal(validateId(id), `'${id}' contains invalid characters`)
})
