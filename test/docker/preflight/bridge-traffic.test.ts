import t from 'tap'
import { bridgeTraffic } from '../../../lib/docker/preflight/bridge-traffic.ts'

const bridge = { name: 'docker0', subnet: '172.17.0.0/16' }
const absent = async () => { throw new Error('ENOENT') }
const iptables = (policy: string) => async () => `-P INPUT ${policy}\n`
const nft = (policy: string) => async () => JSON.stringify({
  nftables: [{ chain: { family: 'inet', table: 'filter', name: 'input', hook: 'input', policy } }]
})

t.test('a packet has to pass both filters', async (t) => {
  t.strictSame(await bridgeTraffic({ iptables: iptables('ACCEPT'), nft: nft('accept') }, bridge), { accepted: true })
  t.match(await bridgeTraffic({ iptables: iptables('DROP'), nft: nft('accept') }, bridge), { accepted: false, command: /^iptables / })
  t.match(await bridgeTraffic({ iptables: iptables('ACCEPT'), nft: nft('drop') }, bridge), { accepted: false, command: /^nft / })
})

t.test('one filter is judged without the other', async (t) => {
  t.match(await bridgeTraffic({ iptables: iptables('DROP'), nft: absent }, bridge), { accepted: false })
  t.match(await bridgeTraffic({ iptables: absent, nft: nft('accept') }, bridge), { accepted: true })
})

t.test('without any that can be read nothing is claimed', async (t) => {
  t.equal(await bridgeTraffic({ iptables: absent, nft: absent }, bridge), null)
  t.equal(await bridgeTraffic({ iptables: absent, nft: async () => 'no ruleset' }, bridge), null)
})
