import t from 'tap'
import { parseRegistryConfig } from '../../lib/images/parse-registry-config.ts'
import { RegistryCredentials } from '../../lib/images/registry-credentials.ts'
import { systemClock } from '../../lib/util/system-clock.ts'
import { credentialHelper } from '../fixtures/registry/credential-helper.ts'

const clock = systemClock
const helperTimeoutMs = 60_000
const config = (json: object) => parseRegistryConfig(JSON.stringify(json), 'the test')
const me = (password: string) => ({ username: 'me', password })

t.test('without any config a pull is anonymous', async (t) => {
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: false })
  t.strictSame(await credentials.find('r.io/app', t.testdir({})), { refreshable: false })
})

t.test('the agent\'s config is for sandboxes without one', async (t) => {
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: false, defaults: config({ auths: { 'https://r.io/v2/': me('agent') } }) })
  t.strictSame(await credentials.find('r.io/app:1', t.testdir({})), { auth: { ...me('agent'), serveraddress: 'r.io' }, refreshable: false })
  t.strictSame(await credentials.find('other.io/app:1', t.testdir({})), { refreshable: false })
})

t.test('a config in the sandbox decides alone', async (t) => {
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: false, defaults: config({ auths: { 'r.io': me('agent') } }) })
  const directory = t.testdir({ '.dockercfg': JSON.stringify({ 'other.io': me('tenant') }) })
  t.equal((await credentials.find('other.io/app', directory)).auth?.password, 'tenant')
  t.strictSame(await credentials.find('r.io/app', directory), { refreshable: false })
})

t.test('a broken config in the sandbox is a failure that names the file', async (t) => {
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: false })
  await t.rejects(credentials.find('r.io/app', t.testdir({ '.docker': { 'config.json': 'canary' } })), {
    message: 'Registry credentials in .docker/config.json of the sandbox: is not JSON'
  })
})

t.test('a registry\'s helper comes before the store, and both before the entries', async (t) => {
  const one = await credentialHelper(t, 'echo \'{"Username":"one","Secret":"1"}\'')
  const store = await credentialHelper(t, 'echo \'{"Username":"store","Secret":"1"}\'')
  const auths = { 'r.io': me('x'), 'index.docker.io': me('x') }
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: false, defaults: config({ auths, credHelpers: { 'r.io': one.name }, credsStore: store.name }) })
  const found = await credentials.find('r.io/app', t.testdir({}), new AbortController().signal)
  t.strictSame(found, { auth: { username: 'one', password: '1', serveraddress: 'r.io' }, refreshable: true })
  t.equal((await credentials.find('busybox', t.testdir({}))).auth?.serveraddress, 'https://index.docker.io/v1/')
})

t.test('a helper without an answer leaves it to the entries', async (t) => {
  const { name } = await credentialHelper(t, 'echo credentials not found in native keychain; exit 1')
  const directory = t.testdir({ '.docker': { 'config.json': JSON.stringify({ credsStore: name, auths: { 'r.io': me('entry'), 'other.io': {} } }) } })
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: true })
  t.strictSame(await credentials.find('r.io/app', directory), { auth: { ...me('entry'), serveraddress: 'r.io' }, refreshable: false })
  t.strictSame(await credentials.find('other.io/app', directory), { refreshable: false })
})

t.test('a helper named in the sandbox has the sandbox as its home', async (t) => {
  const { name } = await credentialHelper(t, 'printf \'{"Username":"me","Secret":"%s"}\' "$HOME"')
  const directory = t.testdir({ '.docker': { 'config.json': JSON.stringify({ credsStore: name }) } })
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: true })
  t.equal((await credentials.find('r.io/app', directory)).auth?.password, directory)
})

t.test('a helper named in the sandbox is not run unless that is allowed', async (t) => {
  const { name, calls } = await credentialHelper(t, 'echo \'{"Username":"me","Secret":"1"}\'')
  const credentials = new RegistryCredentials({ clock, helperTimeoutMs, allowSandboxHelpers: false })
  for (const [json, member] of [[{ credsStore: name }, 'credsStore'], [{ credHelpers: { 'r.io': name } }, 'credHelpers[\'r.io\']']] as const) {
    await t.rejects(credentials.find('r.io/app', t.testdir({ '.docker': { 'config.json': JSON.stringify(json) } })), {
      code: 'CONTAINERIZER_ERR_PULL_FAILED',
      message: `Registry credentials in .docker/config.json of the sandbox: ${member} names '${name}', but helpers that a sandbox names are run only with allowSandboxCredentialHelpers`
    })
  }
  t.equal(await calls(), 0)
})
