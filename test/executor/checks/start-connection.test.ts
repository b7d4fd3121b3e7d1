import { closeSync, readdirSync } from 'node:fs'
import { constants } from 'node:os'
import t from 'tap'
import { startConnection, thisKernel } from '../../../lib/executor/checks/start-connection.ts'
import type { SocketCalls } from '../../../lib/executor/checks/start-connection.ts'
import { NetworkNamespace } from '../../../lib/executor/checks/namespace.ts'
import { isolatedServer, listen, NOBODY, withoutDescriptors } from './servers.ts'

t.test('between processes of one host it is known at once', async t => {
  for (const [family, host] of [['IPv4', '127.0.0.1'], ['IPv6', '::1']] as const) {
    const port = await listen(t, () => {}, { host })
    const open = readdirSync('/proc/self/fd').length
    const begun = startConnection({ family, host, port })
    t.match(begun, { connected: true })
    closeSync(begun!.fd)
    t.equal(startConnection({ family, host, port: 1 }), undefined)
    t.equal(readdirSync('/proc/self/fd').length, open, 'what has failed is closed')
  }
  t.equal(startConnection({ family: 'IPv4', host: '255.255.255.255', port: 1 }), undefined, 'nor is what cannot even begin')
})

t.test('elsewhere it may take its time', async t => {
  const { child } = await isolatedServer(t)
  const namespace = new NetworkNamespace(child.pid)
  t.teardown(() => namespace.close())
  const begun = namespace.connect({ family: 'IPv4', host: NOBODY, port: 1 })
  t.match(begun, { connected: false })
  closeSync(begun!.fd)
})

t.test('want of what a connection takes is a fault of ours, and says which', async t => {
  const restore = withoutDescriptors()
  t.teardown(restore)
  let found: unknown
  try {
    startConnection({ family: 'IPv4', host: '127.0.0.1', port: 1 })
  } catch (error) {
    found = error
  }
  restore()
  t.match(found, { code: 'EMFILE', message: 'socket EMFILE' })
  const exhausted: SocketCalls = { ...thisKernel, connect: () => -1, errno: () => constants.errno.ENOBUFS }
  const open = readdirSync('/proc/self/fd').length
  t.throws(() => startConnection({ family: 'IPv4', host: '127.0.0.1', port: 1 }, exhausted), { code: 'ENOBUFS', message: 'connect ENOBUFS' })
  t.equal(readdirSync('/proc/self/fd').length, open)
  t.throws(() => startConnection({ family: 'IPv4', host: '127.0.0.1', port: 1 }, { ...exhausted, socket: () => -1, errno: () => 0 }), { code: 'UNKNOWN' })
})
