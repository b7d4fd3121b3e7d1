import t from 'tap'
import { parseRegistryConfig } from '../../lib/images/parse-registry-config.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const parse = (json: unknown) => parseRegistryConfig(JSON.stringify(json), 'a file')

t.test('config.json has its entries below auths', async (t) => {
  const { auths, credHelpers, credsStore } = parse({ auths: { 'quay.io': { auth: base64('me:pass:word'), email: 'me@quay.io' } }, HttpHeaders: {} })
  t.strictSame([...auths], [['quay.io', { username: 'me', password: 'pass:word', serveraddress: 'quay.io' }]])
  t.equal(credHelpers.size, 0)
  t.equal(credsStore, undefined)
})

t.test('.dockercfg is the entries themselves', async (t) => {
  const { auths } = parse({ 'https://index.docker.io/v1/': { auth: base64('me:secret\0\0'), email: '' } })
  t.strictSame([...auths], [['docker.io', { username: 'me', password: 'secret', serveraddress: 'https://index.docker.io/v1/' }]])
})

t.test('an entry may have name and password in the clear, or tokens', async (t) => {
  const { auths } = parse({ auths: { a: { username: 'me', password: 'x' }, b: { auth: base64('me:'), identitytoken: 'id' }, c: { registrytoken: 'bearer' } } })
  t.strictSame(Object.fromEntries(auths), {
    a: { username: 'me', password: 'x', serveraddress: 'a' },
    b: { username: 'me', identitytoken: 'id', serveraddress: 'b' },
    c: { registrytoken: 'bearer', serveraddress: 'c' }
  })
})

t.test('of several keys for one host the CLI\'s own wins, else the first that says something', async (t) => {
  const { auths } = parse({
    auths: {
      'https://gcr.io': {},
      'gcr.io/one': { username: '1' },
      'http://gcr.io/two': { username: '2' },
      'docker.io': { username: '1' },
      'https://index.docker.io/v1/': { username: '2' }
    }
  })
  t.equal(auths.get('gcr.io')?.username, '1')
  t.equal(auths.get('docker.io')?.username, '2')
})

t.test('helpers are named per host and for all others', async (t) => {
  const { auths, credHelpers, credsStore } = parse({ credHelpers: { 'https://index.docker.io/v1/': 'hub', 'r.io:5000': 'ecr-login' }, credsStore: 'pass' })
  t.equal(auths.size, 0)
  t.strictSame([...credHelpers], [['docker.io', 'hub'], ['r.io:5000', 'ecr-login']])
  t.equal(credsStore, 'pass')
  t.equal(parse({ credsStore: '' }).credsStore, undefined)
})

t.test('a name that any object has is a host like others', async (t) => {
  t.equal(parse({ auths: {} }).auths.get('constructor'), undefined)
  t.equal(parseRegistryConfig('{"auths":{"__proto__":{"username":"me"}}}', 'a file').auths.get('__proto__')?.username, 'me')
})

t.test('what is wrong is named without being quoted', async (t) => {
  const canary = 'canary-password'
  const cases: Array<[string, string]> = [
    [`{"auths": ${canary}`, 'is not JSON'],
    [`["${canary}"]`, 'the whole is not an object'],
    [`{"auths": "${canary}"}`, 'auths is not an object'],
    [`{"auths": {"r": "${canary}"}}`, "auths['r'] is not an object"],
    [`{"auths": {"r": {"password": ["${canary}"]}}}`, "auths['r'].password is not a string"],
    [`{"auths": {"r": {"auth": "${base64(canary)}"}}}`, "auths['r'].auth is not the base64 of username:password"],
    [`{"auths": {"r": {"auth": "${base64(`:${canary}`)}"}}}`, "auths['r'].auth is not the base64 of username:password"],
    [`{"credHelpers": "${canary}"}`, 'credHelpers is not an object'],
    ['{"credHelpers": {"r": "../evil"}}', "credHelpers['r'] is not the name of a credential helper"],
    ['{"credsStore": 1}', 'credsStore is not the name of a credential helper']
  ]
  for (const [text, rule] of cases) {
    t.throws(() => parseRegistryConfig(text, 'a file'), {
      code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: `Registry credentials in a file: ${rule}`, cause: undefined
    }, rule)
  }
})
