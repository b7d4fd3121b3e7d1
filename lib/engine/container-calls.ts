import type { DockerEngine } from '../../types/docker-engine.ts'
import { removeContainer } from './remove-container.ts'
import { toContainerDetails } from './to-container-details.ts'
import type { InspectAnswer } from './to-container-details.ts'
import { toContainerSummary } from './to-container-summary.ts'
import type { ListItem } from './to-container-summary.ts'
import type { Transport } from './transport.ts'
import { DEFAULT_TIMEOUT_MS, orWhen, unary, unaryJson } from './unary.ts'

type Verbs = 'create' | 'start' | 'inspect' | 'list' | 'stop' | 'kill' | 'pause' | 'unpause' | 'resize' | 'remove' | 'connectNetwork' | 'update'

// Under load on a slow disk the engine takes minutes for these; giving up early would leave a container behind.
const SLOW_TIMEOUT_MS = 300_000

/** The verbs on containers that have one answer. */
export function containerCalls (transport: Transport): Pick<DockerEngine, Verbs> {
  const on = (id: string, verb: string): string => `/containers/${encodeURIComponent(id)}/${verb}`

  return {
    async create (name, body, options) {
      const query = options?.platform === undefined ? { name } : { name, platform: options.platform }
      const { Id: id, Warnings: warnings } = await unaryJson<{ Id: string, Warnings: string[] | null }>(
        transport, { method: 'POST', path: '/containers/create', query, body }, options, SLOW_TIMEOUT_MS)
      return { id, warnings: warnings ?? [] }
    },

    async start (id, options) {
      const { answer } = await unary(transport, { method: 'POST', path: on(id, 'start') }, options, SLOW_TIMEOUT_MS)
      return answer.status !== 304
    },

    async inspect (id, options) {
      const answer = await orWhen(
        unaryJson<InspectAnswer>(transport, { method: 'GET', path: on(id, 'json') }, options), [404], null)
      return answer && toContainerDetails(answer)
    },

    async list ({ labels = [], name, all = true }, options) {
      const filters = { label: labels, ...(name === undefined ? {} : { name: [name] }) }
      const query = { all: String(all), filters: JSON.stringify(filters) }
      const items = await unaryJson<ListItem[]>(transport, { method: 'GET', path: '/containers/json', query }, options)
      return items.map(toContainerSummary)
    },

    async stop (id, graceSeconds, options) {
      const request = { method: 'POST', path: on(id, 'stop'), query: { t: String(graceSeconds) } } as const
      const stopped = unary(transport, request, options, graceSeconds * 1000 + DEFAULT_TIMEOUT_MS)
      return await orWhen(stopped.then(({ answer }) => answer.status !== 304), [404], false)
    },

    async kill (id, signal, options) {
      const killed = unary(transport, { method: 'POST', path: on(id, 'kill'), query: { signal } }, options)
      return await orWhen(killed.then(() => true), [404, 409], false)
    },

    async pause (id, options) {
      await unary(transport, { method: 'POST', path: on(id, 'pause') }, options)
    },

    async unpause (id, options) {
      await unary(transport, { method: 'POST', path: on(id, 'unpause') }, options)
    },

    async resize (id, { rows, columns }, options) {
      await unary(transport, { method: 'POST', path: on(id, 'resize'), query: { h: String(rows), w: String(columns) } }, options)
    },

    async remove (id, options) {
      return await removeContainer(transport, id, { timeoutMs: SLOW_TIMEOUT_MS, ...options })
    },

    async connectNetwork (network, id, endpoint, options) {
      const path = `/networks/${encodeURIComponent(network)}/connect`
      await unary(transport, { method: 'POST', path, body: { Container: id, EndpointConfig: endpoint } }, options, SLOW_TIMEOUT_MS)
    },

    async update (id, resources, options) {
      // docker-modem leaves an empty body out, which the engine refuses; and there is nothing to ask for.
      if (Object.keys(resources).length === 0) return
      await unary(transport, { method: 'POST', path: on(id, 'update'), body: resources }, options)
    }
  }
}
