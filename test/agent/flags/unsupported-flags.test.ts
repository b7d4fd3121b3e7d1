import t from 'tap'
import { unsupportedFlags } from '../../../lib/agent/flags/unsupported-flags.ts'

t.test('every refused flag has a reason', async t => {
  for (const [name, reason] of Object.entries(unsupportedFlags)) {
    t.match(name, /^[a-z][a-z0-9_]+$/)
    t.match(reason, /^[a-z].{4,}[^.]$/, name)
  }
  t.equal(unsupportedFlags['master'], 'this agent serves schedulers itself and registers with no master')
  t.match(unsupportedFlags['http_executor_authenticators'], /--authenticate_http_executors and --jwt_secret_key$/)
})
