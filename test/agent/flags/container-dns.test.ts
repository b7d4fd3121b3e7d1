import t from 'tap'
import { parseContainerDns } from '../../../lib/agent/flags/container-dns.ts'

const dns = { nameservers: ['10.0.0.1', 'fd00::1'] }

t.test('a flag that is not set gives no settings', async t => t.strictSame(parseContainerDns(undefined), []))

t.test('settings are listed by network', async t => {
  t.strictSame(parseContainerDns({}), [])
  t.strictSame(parseContainerDns({
    mesos: [],
    docker: [
      { network_mode: 'BRIDGE', dns: { ...dns, search: ['example.com'], options: ['ndots:2'] } },
      { network_mode: 'USER', dns: {} },
      { network_mode: 'USER', network_name: 'net', dns }
    ]
  }), [
    { network: 'BRIDGE', ...dns, search: ['example.com'], options: ['ndots:2'] },
    { network: 'USER' },
    { network: 'USER', networkName: 'net', ...dns }
  ])
})

t.test('what cannot be honoured is refused', async t => {
  const refused = (value: unknown, reason: string) => t.throws(() => parseContainerDns(value), {
    code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: `Flag 'default_container_dns': ${reason}`
  })
  refused([], 'must be object')
  refused({ mesos: [{}] }, 'mesos must NOT have more than 0 items')
  refused({ other: 1 }, 'must NOT have additional properties: other')
  refused({ docker: [{ network_mode: 'BRIDGE' }] }, 'docker.0 must have required property \'dns\'')
  for (const mode of ['HOST', 'UNKNOWN']) {
    refused({ docker: [{ network_mode: mode, dns }] }, 'docker.0.network_mode must be equal to one of the allowed values: BRIDGE, USER')
  }
  refused({ docker: [{ network_mode: 'USER', dns: { nameservers: ['one'] } }] }, 'docker.0.dns.nameservers.0 must match format "ip"')
  refused({ docker: [{ network_mode: 'USER', dns: { domain: 'example.com' } }] }, 'docker.0.dns must NOT have additional properties: domain')
  refused({ docker: [{ network_mode: 'BRIDGE', network_name: 'net', dns }] }, 'a BRIDGE network has no network_name, not even \'net\'')
})

t.test('a network is named once', async t => {
  const twice = (entry: object, name: string) => t.throws(() => parseContainerDns({ docker: [{ ...entry, dns }, { ...entry, dns }] }), {
    message: `Flag 'default_container_dns': docker names ${name} twice`
  })
  twice({ network_mode: 'BRIDGE' }, 'BRIDGE')
  twice({ network_mode: 'USER' }, 'USER')
  twice({ network_mode: 'USER', network_name: 'net' }, 'USER net')
})
