import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { EXECUTOR_PATHS } from './executor-api.ts'
import { text } from './call-endpoint.ts'

export interface ExecutorListenerOptions {
  /** Address of a network in which executors are. */
  ip: string
}

/**
 * Listens on a second address, with the port of the first, for executors in a network of their own: nothing but the executor API is
 * served there.
 */
export const executorListener = fp(async (app: FastifyInstance, { ip }: ExecutorListenerOptions) => {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    app.server.emit('connection', socket)
  })
  app.addHook('onListen', async () => {
    const [address] = app.addresses() as [AddressInfo]
    server.listen(address.port, ip)
    await once(server, 'listening')
  })
  app.addHook('onRequest', async ({ raw, routeOptions }, reply) => {
    if (sockets.has(raw.socket) && !EXECUTOR_PATHS.includes(String(routeOptions.url))) return text(reply, 403, 'Only the executor API is served here')
    return undefined
  })
  app.addHook('preClose', async () => {
    server.close()
    for (const socket of sockets) socket.destroySoon()
  })
}, { name: 'executor-listener', fastify: '5.x' })
