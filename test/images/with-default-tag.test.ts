import t from 'tap'
import { withDefaultTag } from '../../lib/images/with-default-tag.ts'

const cases: Array<[string, string]> = [
  ['busybox', 'busybox:latest'],
  ['busybox:1', 'busybox:1'],
  ['127.0.0.1:5000/a/b', '127.0.0.1:5000/a/b:latest'],
  ['127.0.0.1:5000/a/b:2', '127.0.0.1:5000/a/b:2'],
  ['a/b@sha256:00', 'a/b@sha256:00']
]

for (const [given, expected] of cases) {
  t.test(`${given} is pulled as ${expected}`, async (t) => {
    t.equal(withDefaultTag(given), expected)
  })
}
