import t from 'tap'
import { nftTraffic } from '../../../lib/docker/preflight/nft-traffic.ts'

const bridge = { name: 'docker0', subnet: '172.17.0.0/16' }
const head = { metainfo: { version: '1.0.6', json_schema_version: 1 } }
const at = { family: 'inet', table: 'filter' }
const input = (policy = 'drop', over: object = {}) => ({ chain: { ...at, name: 'input', type: 'filter', hook: 'input', prio: 0, policy, ...over } })
const rule = (chain: string, ...expr: object[]) => ({ rule: { ...at, chain, expr } })
const match = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } })
const [iifname, proto] = [{ meta: { key: 'iifname' } }, { meta: { key: 'l4proto' } }]
const [saddr, protocol] = ['saddr', 'protocol'].map((field) => ({ payload: { protocol: 'ip', field } })) as [object, object]
const state = { ct: { key: 'state' } }
const [accept, drop] = [{ accept: null }, { drop: null }]
const judge = (...items: object[]) => nftTraffic(JSON.stringify({ nftables: [head, { table: { ...at, handle: 1 } }, ...items] }), bridge)

const accepted = { accepted: true }
const missing = 'inet filter input iifname "docker0" ip saddr 172.17.0.0/16 meta l4proto tcp accept'
const refused = { accepted: false, rule: missing, command: `nft insert rule ${missing}` }

t.test('without rules the policy decides', async (t) => {
  t.strictSame(judge(), accepted)
  t.strictSame(judge(input('accept')), accepted)
  t.strictSame(judge(input('drop')), refused)
})

t.test('the rule that is proposed is enough', async (t) => {
  const own = [match(iifname, 'docker0'), match(saddr, { prefix: { addr: '172.17.0.0', len: 16 } }), match(proto, 'tcp')]
  t.strictSame(judge(input(), rule('input', ...own, accept)), accepted)
})

t.test('a rule that drops everything decides, whatever the policy', async (t) => {
  t.strictSame(judge(input('accept'), rule('input', drop)), refused)
  t.strictSame(judge(input('accept'), rule('input', { counter: { packets: 0, bytes: 0 } }, { log: { prefix: 'x' } }, { reject: { type: 'icmpx', expr: 'admin-prohibited' } })), refused)
})

t.test('rules that every connection from the bridge matches decide', async (t) => {
  for (const one of [
    match(iifname, { set: ['eth9', 'docker0'] }),
    match(iifname, 'docker*'),
    match(saddr, { prefix: { addr: '172.16.0.0', len: 12 } }),
    match(saddr, { set: ['192.0.2.1', { prefix: { addr: '172.17.0.0', len: 16 } }] }),
    match(proto, { set: ['tcp', 'udp'] }),
    match(protocol, 'tcp'),
    match({ meta: { key: 'nfproto' } }, 'ipv4'),
    match(state, ['established', 'new'], 'in'),
    match(state, 'new', 'in')
  ]) {
    t.strictSame(judge(input(), rule('input', one, accept)), accepted, JSON.stringify(one))
  }
})

t.test('rules that only some match, or none, decide nothing', async (t) => {
  for (const one of [
    match(iifname, 'eth0'),
    match(iifname, 'docker0', '!='),
    match(iifname, 'br*'),
    match({ meta: { key: 'iif' } }, 'lo'),
    match(saddr, '1.2.3.4'),
    match(saddr, '@allowed'),
    match(saddr, { range: ['172.17.0.0', '172.17.0.9'] }),
    match(protocol, 'udp'),
    match({ payload: { protocol: 'tcp', field: 'dport' } }, 22),
    match({ concat: [iifname, saddr] }, '@pairs'),
    match(state, ['established', 'related'], 'in'),
    { limit: { rate: 3, per: 'hour' } },
    { xt: null }
  ]) {
    t.strictSame(judge(input(), rule('input', one, accept)), refused, JSON.stringify(one))
  }
})

t.test('other chains are followed', async (t) => {
  const zone = { chain: { ...at, name: 'zone' } }
  const jump = rule('input', match(iifname, 'docker0'), { jump: { target: 'zone' } })
  t.strictSame(judge(input(), zone, jump, rule('zone', accept)), accepted)
  t.strictSame(judge(input(), zone, jump, rule('zone', { return: null }), rule('zone', accept)), refused)
  t.strictSame(judge(input('accept'), zone, rule('input', { goto: { target: 'zone' } }), rule('input', drop)), accepted)
  t.strictSame(judge(input(), zone, rule('input'), rule('input', { counter: null })), refused, 'rules without a verdict')
})

t.test('every chain at the input counts, but neither other hooks and families nor what iptables has made', async (t) => {
  t.strictSame(judge(input('accept', { table: 'other' }), input('drop')), refused)
  t.strictSame(judge(
    input('drop', { hook: 'forward' }), input('drop', { family: 'ip6' }), input('drop', { family: 'ip', name: 'INPUT' }), { chain: { ...at, name: 'zone' } }
  ), accepted)
})

t.test('what is no ruleset is not judged', async (t) => {
  t.throws(() => nftTraffic('nft: command failed', bridge), SyntaxError)
})
