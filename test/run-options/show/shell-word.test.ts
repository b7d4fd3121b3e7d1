import t from 'tap'
import { execFileSync } from 'node:child_process'
import { shellWord } from '../../../lib/run-options/show/shell-word.ts'

t.test('a shell reads exactly that word', async (t) => {
  for (const text of ['plain-1.2/x:y=z,@%+', '', ' ', "it's", '$HOME `x` "q" \\', 'two\nlines', '*', '~', 'ü']) {
    t.equal(execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' }), text)
  }
  t.equal(shellWord('plain'), 'plain')
})
