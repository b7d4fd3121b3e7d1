import t from 'tap'
import { containerIdError } from '../../../lib/agent/operator/container-id-error.ts'

t.test('what joins ids or breaks paths is no id', async t => {
  const rows: Array<[string, string | undefined]> = [
    ['c1', undefined],
    ['x'.repeat(242), undefined],
    ['x'.repeat(243), 'ID must not be greater than 242 characters'],
    ['', 'ID must not be empty'],
    ['..', "'..' is disallowed"],
    ['a/b', "'a/b' contains invalid characters"],
    ['a.b', "'a.b' contains invalid characters"],
    ['a b', "'a b' contains invalid characters"]
  ]
  for (const [value, expected] of rows) t.equal(containerIdError({ value }), expected)
})

t.test('parents are looked at too', async t => {
  t.equal(containerIdError({ value: 'c', parent: { value: 'p' } }), undefined)
  t.equal(containerIdError({ value: 'c', parent: { value: 'a.b' } }), "'a.b' contains invalid characters")
})
