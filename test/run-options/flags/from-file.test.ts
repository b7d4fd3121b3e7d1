import t from 'tap'
import { processFlags } from '../../../lib/run-options/flags/process.ts'
import { applyFlags, applyWithFiles } from './apply-flags.ts'

const read = (text: string, ...pairs: string[]) => applyWithFiles(processFlags, new Map([['f', text]]), ...pairs).body

t.test('every line counts as the flag given once, blank lines and comments do not', async (t) => {
  t.same(read('\uFEFFA=1\r\n\n  # B=2\n\t C= x \nA=3', 'env-file=f').Env, ['C= x ', 'A=3'])
  t.same(read('a\n b=c=d\n', 'label-file=f').Labels, { a: '', b: 'c=d' })
})

t.test('until it is read the file changes nothing, and its name is judged', async (t) => {
  t.equal(applyFlags(processFlags, 'env-file=f').body.Env, undefined)
  t.throws(() => applyFlags(processFlags, 'env-file=../f'), { message: 'must be the path of a file, absolute or within the sandbox' })
})

t.test('a line that cannot be taken is told of by its number alone', async (t) => {
  t.throws(() => read('A=1\nhush', 'env-file=f'), { message: 'line 2: must be NAME=value: a bare name would take the value from the agent' })
  t.throws(() => read('A B=hush', 'env-file=f'), { message: 'line 1: a name must not hold white space' })
  t.throws(() => read('mesos.task_id=1', 'label-file=f'), { message: /^line 1: must not begin with/ })
})
