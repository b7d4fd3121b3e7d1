import t from 'tap'
import { execWords } from '../../lib/run-options/exec-words.ts'

t.test('a text is the shell\'s, a list a program with its arguments', async t => {
  t.strictSame(execWords({ command: 'echo a', env: { A: 'b' } }), { shell: true, value: 'echo a', arguments: [], environment: { variables: [{ name: 'A', value: 'b' }] } })
  t.strictSame(execWords({ command: ['/bin/echo', 'a'] }), { shell: false, value: '/bin/echo', arguments: ['a'], environment: { variables: [] } })
  t.throws(() => execWords({ command: [] }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /^exec: command must be .* not an empty list$/ })
})
