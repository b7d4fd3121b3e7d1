import t from 'tap'
import { runCredentialHelper } from '../../lib/images/run-credential-helper.ts'
import type { HelperCall } from '../../lib/images/run-credential-helper.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { FakeClock } from '../agent/scheduler/fakes.ts'
import { credentialHelper } from '../fixtures/registry/credential-helper.ts'

const call = (over: Partial<HelperCall> & { name: string }): HelperCall => ({ server: 'r.io:5000', timeoutMs: 60_000, clock: systemClock, ...over })
const failed = (name: string, why: string) => ({
  code: 'CONTAINERIZER_ERR_PULL_FAILED', message: `Failed to get credentials for 'r.io:5000' from docker-credential-${name}: ${why}`
})

t.test('the helper is asked for the server and answers with name and password', async (t) => {
  const { name } = await credentialHelper(t, 'read server; printf \'{"ServerURL":"%s","Username":"me","Secret":"at %s of %s"}\' "$server" "$server" "$HOME"')
  t.strictSame(await runCredentialHelper(call({ name, home: '/sandbox' })), { username: 'me', password: 'at r.io:5000 of /sandbox', serveraddress: 'r.io:5000' })
})

t.test('without a home of its own it has the agent\'s', async (t) => {
  const { name } = await credentialHelper(t, 'printf \'{"Username":"me","Secret":"%s"}\' "$HOME"')
  t.equal((await runCredentialHelper(call({ name })))?.password, process.env['HOME'])
})

t.test('the user name <token> says that the secret is an identity token', async (t) => {
  const { name } = await credentialHelper(t, 'echo \'{"Username":"<token>","Secret":"id"}\'')
  t.strictSame(await runCredentialHelper(call({ name })), { identitytoken: 'id', serveraddress: 'r.io:5000' })
})

t.test('a helper that has nothing is no failure', async (t) => {
  const { name } = await credentialHelper(t, 'echo credentials not found in native keychain; exit 1')
  t.equal(await runCredentialHelper(call({ name })), undefined)
})

t.test('what a helper fails with is told without its words', async (t) => {
  const cases: Array<[string, string]> = [
    ['echo canary; echo canary >&2; exit 3', 'exited with status 3'],
    ['echo canary', 'its answer is not JSON'],
    ['echo null', 'its answer has no Username and Secret'],
    ['echo \'{"Username":"canary"}\'', 'its answer has no Username and Secret']
  ]
  for (const [script, why] of cases) {
    const { name } = await credentialHelper(t, script)
    await t.rejects(runCredentialHelper(call({ name })), failed(name, why), script)
  }
})

t.test('a helper that says too much is killed', async (t) => {
  const { name } = await credentialHelper(t, 'exec yes canary')
  await t.rejects(runCredentialHelper(call({ name })), failed(name, 'its answer is longer than 65536 characters'))
})

t.test('a helper that is not there is a failure', async (t) => {
  await t.rejects(runCredentialHelper(call({ name: 'nowhere' })), failed('nowhere', 'it cannot be run (ENOENT)'))
})

t.test('a helper that does not answer is killed with what it started', async (t) => {
  const clock = new FakeClock()
  const { name, said } = await credentialHelper(t, 'say started; sleep 1000 & wait')
  const asked = runCredentialHelper(call({ name, clock, timeoutMs: 5000 }))
  await said('started')
  await Promise.all([t.rejects(asked, failed(name, 'it did not answer within 5000 ms')), clock.advance(5000)])
  t.equal(clock.sleeping, 0)
})

t.test('an aborted call kills the helper and rejects with the reason', async (t) => {
  const abort = new AbortController()
  const { name, said } = await credentialHelper(t, 'say started; exec sleep 1000')
  const asked = runCredentialHelper(call({ name, signal: abort.signal }))
  await said('started')
  abort.abort(new Error('destroyed'))
  await t.rejects(asked, { message: 'destroyed' })
  await t.rejects(runCredentialHelper(call({ name, signal: abort.signal })), { message: 'destroyed' })
})

t.test('a helper that closes its output and goes on is given time, then killed', async (t) => {
  const clock = new FakeClock()
  const { name, said } = await credentialHelper(t, 'exec 0<&- 1>&-; say started; exec sleep 1000')
  const asked = runCredentialHelper(call({ name, clock, timeoutMs: 5000 }))
  await said('started')
  await Promise.all([t.rejects(asked, failed(name, 'it did not answer within 5000 ms')), clock.advance(5000)])
})

t.test('what a helper leaves behind in a session of its own is not waited for', async (t) => {
  const clock = new FakeClock()
  const left = 'while kill -0 $1 2>/dev/null; do :; done; : > "$0"/said-left; exec sleep 5'
  const { name, said } = await credentialHelper(t, `setsid sh -c '${left}' "$(dirname "$0")" $$ & exit 0`)
  const asked = runCredentialHelper(call({ name, clock, timeoutMs: 5000 }))
  await said('left')
  await Promise.all([t.rejects(asked, failed(name, 'it did not answer within 5000 ms')), clock.advance(5000)])
})
