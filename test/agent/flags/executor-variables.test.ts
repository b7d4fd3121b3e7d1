import t from 'tap'
import { parseExecutorVariables } from '../../../lib/agent/flags/executor-variables.ts'

t.test('variables are texts by name, and no value is quoted', async t => {
  t.strictSame(parseExecutorVariables(undefined), {})
  t.strictSame(parseExecutorVariables({ A: 'a' }), { A: 'a' })
  const refused = (value: unknown, message: string) => t.throws(() => parseExecutorVariables(value), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: `Flag 'executor_environment_variables': ${message}` })
  for (const value of [null, [], 'text', 7]) refused(value, 'it must be a JSON object')
  refused({ A: 'a', B: 1 }, "the value of 'B' must be a text")
})
