import type { Duplex } from 'node:stream'
import t from 'tap'
import type { Test } from 'tap'
import { attachOutput } from '../../lib/engine/attach-output.ts'
import { Transport } from '../../lib/engine/transport.ts'
import { listenOnSocket } from '../fixtures/fake-engine/listen-on-socket.ts'
import { scriptedTransport } from '../fixtures/fake-engine/scripted-transport.ts'

const sink = { write: () => undefined }

async function upgrading (t: Test, respond: (socket: Duplex) => void): Promise<Transport> {
  const { server, socketPath, close } = await listenOnSocket(() => {})
  server.on('upgrade', (_req, socket: Duplex) => {
    t.teardown(() => { socket.destroy() })
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n')
    respond(socket)
  })
  const transport = new Transport(socketPath, '1.40')
  t.teardown(async () => {
    await transport.close()
    await close()
  })
  return transport
}

t.test('what follows the upgrade in the same packet is output', async (t) => {
  const written: string[] = []
  const transport = await upgrading(t, (socket) => socket.end(Buffer.from([1, 0, 0, 0, 0, 0, 0, 2, 104, 105])))
  const { done } = await attachOutput(transport, 'c', {
    write: (stream, data) => { written.push(stream, data.toString()); return undefined }
  })
  await done
  t.same(written, ['stdout', 'hi'])
})

t.test('a terminal is taken raw', async (t) => {
  const written: string[] = []
  const transport = await upgrading(t, (socket) => socket.end('raw'))
  const { done } = await attachOutput(transport, 'c', {
    write: (stream, data) => { written.push(stream, data.toString()); return undefined }
  }, { tty: true })
  await done
  t.same(written, ['stdout', 'raw'])
})

t.test('closing ends it without an error, an abort with the reason', async (t) => {
  const transport = await upgrading(t, () => {})
  const first = await attachOutput(transport, 'c', sink)
  first.close()
  t.equal(await first.done, undefined)
  const controller = new AbortController()
  const second = await attachOutput(transport, 'c', sink, { signal: controller.signal })
  controller.abort(new Error('enough'))
  await t.rejects(second.done, { message: 'enough' })
})

t.test('a cut inside a frame rejects', async (t) => {
  const transport = await upgrading(t, (socket) => socket.end(Buffer.from([1, 0, 0, 0, 0, 0, 0, 2, 104])))
  const { done } = await attachOutput(transport, 'c', sink)
  await t.rejects(done, { code: 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' })
})

t.test('a refusal rejects at once', async (t) => {
  const transport = await scriptedTransport(t, (_req, res) => res.writeHead(404).end('{"message":"No such container: c"}'))
  await t.rejects(attachOutput(transport, 'c', sink), { engineStatus: 404, message: 'No such container: c' })
})
