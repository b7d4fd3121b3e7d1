import { closeSync, readlinkSync } from 'node:fs'
import t from 'tap'
import { NetworkNamespace } from '../../../lib/executor/checks/namespace.ts'
import { isolatedServer } from './servers.ts'

t.test('a connection is begun in the namespace of another process, and ours stays where it is', async t => {
  const { child, port } = await isolatedServer(t)
  const home = readlinkSync('/proc/thread-self/ns/net')
  const namespace = new NetworkNamespace(child.pid)
  for (const [family, host] of [['IPv4', '127.0.0.1'], ['IPv6', '::1']] as const) {
    const begun = namespace.connect({ family, host, port })
    t.equal(readlinkSync('/proc/thread-self/ns/net'), home)
    t.match(begun, { connected: true })
    closeSync(begun!.fd)
  }
  namespace.close()
  namespace.close()
  t.throws(() => namespace.connect({ family: 'IPv4', host: '127.0.0.1', port }), { code: 'CONTAINERIZER_ERR_CONFIG_INVALID', message: /cannot be entered/ })
})

t.test('a process that is gone has none', async t => {
  t.throws(() => new NetworkNamespace(2 ** 30), { code: 'ENOENT' })
})
