import t from 'tap'
import { defaultDns } from '../../lib/run-options/default-dns.ts'
import type { DefaultDns } from '../../lib/run-options/default-dns.ts'
import { newDraft } from '../../lib/run-options/draft.ts'

const defaults: DefaultDns[] = [
  { network: 'BRIDGE', nameservers: ['10.0.0.1'], search: ['bridge.test'], options: ['ndots:2'] },
  { network: 'USER', nameservers: ['10.0.0.2'] },
  { network: 'USER', networkName: 'net', search: ['net.test'] }
]

function dnsOf (mode: string, list: DefaultDns[] = defaults, own: object = {}) {
  const draft = newDraft('i')
  const { host } = draft
  Object.assign(host, { NetworkMode: mode }, own)
  defaultDns(draft, list)
  return [host.Dns, host.DnsSearch, host.DnsOptions]
}

t.test('the network of the container decides', async (t) => {
  for (const mode of ['bridge', 'default']) t.strictSame(dnsOf(mode), [['10.0.0.1'], ['bridge.test'], ['ndots:2']], mode)
  t.strictSame(dnsOf('net'), [undefined, ['net.test'], undefined])
  t.strictSame(dnsOf('other'), [['10.0.0.2'], undefined, undefined])
})

t.test('networks without DNS of their own get none', async (t) => {
  for (const mode of ['host', 'none', 'container:other']) t.strictSame(dnsOf(mode), [undefined, undefined, undefined], mode)
})

t.test('nothing fits, nothing is set', async (t) => {
  t.strictSame(dnsOf('bridge', [{ network: 'USER', nameservers: ['10.0.0.2'] }]), [undefined, undefined, undefined])
  t.strictSame(dnsOf('other', [{ network: 'USER', networkName: 'net', nameservers: ['10.0.0.2'] }]), [undefined, undefined, undefined])
})

t.test('any setting of the task keeps all defaults out', async (t) => {
  t.strictSame(dnsOf('bridge', defaults, { Dns: ['1.1.1.1'] }), [['1.1.1.1'], undefined, undefined])
  t.strictSame(dnsOf('bridge', defaults, { DnsSearch: ['own.test'] }), [undefined, ['own.test'], undefined])
  t.strictSame(dnsOf('bridge', defaults, { DnsOptions: ['ndots:1'] }), [undefined, undefined, ['ndots:1']])
})
