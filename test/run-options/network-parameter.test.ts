import t from 'tap'
import { newDraft } from '../../lib/run-options/draft.ts'
import { networkParameter } from '../../lib/run-options/network-parameter.ts'

const refuse = (rule: string): never => { throw new Error(rule) }
const plan = (value: string) => {
  const draft = newDraft('i')
  draft.endpoint = { Aliases: ['of another network'] }
  networkParameter(draft, value, refuse, true)
  return { mode: draft.host.NetworkMode, mac: draft.body.MacAddress, endpoint: draft.endpoint }
}

for (const mode of ['none', 'web', 'container:x']) {
  t.test(`${mode} is a mode, and what was said of another network is forgotten`, async (t) => t.same(plan(mode), { mode, mac: undefined, endpoint: {} }))
}

t.test('the long form has its own settings', async (t) => {
  t.same(plan('name=web,alias=a,alias=b,ip=10.0.0.2,ip6=fd00::2,mac-address=02:00:00:00:00:01,link-local-ip=169.254.1.1,driver-opt=k=v,"driver-opt=l=x,y"'), {
    mode: 'web',
    mac: '02:00:00:00:00:01',
    endpoint: {
      Aliases: ['a', 'b'],
      IPAMConfig: { IPv4Address: '10.0.0.2', IPv6Address: 'fd00::2', LinkLocalIPs: ['169.254.1.1'] },
      DriverOpts: { k: 'v', l: 'x,y' }
    }
  })
})

t.test('a further network is joined beside the first, with its own settings', async (t) => {
  const draft = newDraft('i')
  networkParameter(draft, 'web', refuse, true)
  networkParameter(draft, 'name=db,alias=a,ip=10.0.0.2', refuse, false)
  networkParameter(draft, 'log', refuse, false)
  t.equal(draft.host.NetworkMode, 'web')
  t.strictSame(draft.endpoint, {})
  t.strictSame([...draft.others], [['db', { Aliases: ['a'], IPAMConfig: { IPv4Address: '10.0.0.2' } }], ['log', {}]])
  for (const [value, message] of [['web', 'is named twice'], ['name=db,alias=b', 'is named twice'], ['name=x,mac-address=02:00:00:00:00:01', 'only the first network takes a MAC address']] as const) {
    t.throws(() => networkParameter(draft, value, refuse, false), { message })
  }
  networkParameter(draft, 'other', refuse, true)
  t.equal(draft.others.size, 0, 'one that takes the place of the first takes that of all')
})

for (const [value, message] of [
  ['', 'must name a network'],
  ['container:', 'must name a network'],
  ['name=', 'must name a network'],
  ['"name=x', 'has unbalanced quotes'],
  ['name=x,y', 'must be a network or key=value pairs'],
  ['name=x,speed=1', 'has the unknown field "speed"'],
  ['name=x,driver-opt=k', 'has a driver-opt that is not key=value']
] as const) {
  t.test(`refuses ${JSON.stringify(value)}`, async (t) => t.throws(() => plan(value), { message }))
}
