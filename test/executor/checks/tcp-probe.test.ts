import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { NetworkNamespace } from '../../../lib/executor/checks/namespace.ts'
import { startConnection, thisKernel } from '../../../lib/executor/checks/start-connection.ts'
import { dial, socketOf, tcpProbe } from '../../../lib/executor/checks/tcp-probe.ts'
import { fact } from '../../fixtures/docker-faults.ts'
import { isolatedServer, listen, NOBODY, withoutDescriptors } from './servers.ts'

const { signal } = new AbortController()

t.test('somebody listens, or not', async t => {
  const port = await listen(t, () => {})
  const six = await listen(t, () => {}, { host: '::1' })
  t.equal(await tcpProbe({ family: 'IPv4', port }, undefined, signal), true)
  t.equal(await tcpProbe({ family: 'IPv6', port: six }, undefined, signal), true)
  t.equal(await tcpProbe({ family: 'IPv4', port, host: '127.0.0.9' }, undefined, signal), false)
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const free = (closed.address() as AddressInfo).port
  closed.close()
  await once(closed, 'close')
  t.equal(await tcpProbe({ family: 'IPv4', port: free }, undefined, signal), false)
})

t.test('in another namespace too, where nobody listens on the host', async t => {
  const { child, port } = await isolatedServer(t)
  const namespace = new NetworkNamespace(child.pid)
  t.teardown(() => namespace.close())
  t.equal(await tcpProbe({ family: 'IPv4', port }, namespace, signal), true)
  t.equal(await tcpProbe({ family: 'IPv6', port }, namespace, signal), true)
})

t.test('an abort rejects, before and in the middle', async t => {
  const reason = new Error('enough')
  await t.rejects(tcpProbe({ family: 'IPv4', port: 1 }, undefined, AbortSignal.abort(reason)), reason)
  const { child } = await isolatedServer(t)
  const namespace = new NetworkNamespace(child.pid)
  t.teardown(() => namespace.close())
  const middle = new AbortController()
  // Nobody has that address, and nobody says so.
  const probing = tcpProbe({ family: 'IPv4', port: 1, host: NOBODY }, namespace, middle.signal)
  const open = readdirSync('/proc/self/fd').length
  middle.abort(reason)
  await t.rejects(probing, reason)
  await fact(() => readdirSync('/proc/self/fd').length < open)
})

t.test('what cannot be told at once is waited for', async t => {
  const port = await listen(t, () => {})
  const peer = { family: 'IPv4', host: '127.0.0.1', port } as const
  const socket = await socketOf(dial(peer, undefined, signal)!, signal)
  t.equal(socket?.remotePort, port)
  socket?.destroy()
  t.equal(await tcpProbe(peer, { connect: (peer) => ({ fd: startConnection(peer)!.fd, connected: false }) }, signal), true)
  t.equal(await tcpProbe(peer, { connect: () => ({ fd: thisKernel.socket(2, 1, 0), connected: false }) }, signal), false)
})

t.test('want of what a socket takes says nothing of the other side', async t => {
  const { child, port } = await isolatedServer(t)
  const namespace = new NetworkNamespace(child.pid)
  namespace.close()
  await t.rejects(tcpProbe({ family: 'IPv4', port }, namespace, signal), { message: /cannot be entered/ })
  const restore = withoutDescriptors()
  t.teardown(restore)
  const found: unknown = await tcpProbe({ family: 'IPv4', port: 1 }, undefined, signal).catch((error: unknown) => error)
  restore()
  t.match(found, { code: 'EMFILE' })
})
