import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type { AgentState } from '../../types/agent-state.ts'
import type { ContainerizerChain } from '../../types/containerizer-chain.ts'
import type { RunRequest } from '../../types/running-container.ts'
import type {} from '../../types/fastify.ts'
import { ComposingContainerizer } from '../composing/composing-containerizer.ts'
import { deferred } from '../util/deferred.ts'
import { destroyAll } from '../composing/destroy-all.ts'
import { errors } from '../errors.ts'
import { orderLinks } from '../composing/order-links.ts'
import { readChainOptions } from '../composing/read-chain-options.ts'
import { Roster } from '../composing/roster.ts'
import { runContainer } from '../composing/run-container.ts'
import { settledWithin } from '../composing/settled-within.ts'
import { MetricsBook } from '../util/metrics-book.ts'
import { systemClock } from '../util/system-clock.ts'

export interface ContainerizersOptions {
  /** Who is asked, in which order: a list, or names separated by commas. Left out: everyone, in order of registration. */
  containerizers?: string | readonly string[]
  /** What the agent remembers; a function is called when the app gets ready. Default null: a fresh agent. */
  state?: AgentState | null | (() => Promise<AgentState | null>)
  /** Destroy every container of the chain when the app closes, once a recovery under way has finished. Default false: they run on. */
  destroyOnClose?: boolean
}

async function plugin (app: FastifyInstance, options: ContainerizersOptions): Promise<void> {
  if (app.hasDecorator('containerizers')) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID('The containerizers plugin is there already: register it before the plugins of the containerizers')
  }
  const { order, state, destroyOnClose } = readChainOptions(options)
  const roster = new Roster()
  const composing = new ComposingContainerizer(roster.links)
  const recovered = deferred<void>()
  let recovery: Promise<void> = Promise.resolve()
  const chain: ContainerizerChain = Object.assign(composing, {
    run: (request: RunRequest) => runContainer(composing, request, roster.sandboxes),
    register: roster.register.bind(roster),
    metrics: new MetricsBook(),
    recovered: recovered.promise
  })
  app.decorate('containerizers', chain)

  async function recover (): Promise<void> {
    const registered = [...roster.links]
    roster.seal(orderLinks(registered, order))
    for (const { name } of registered) {
      if (!composing.names.includes(name)) app.log.info({ containerizer: name }, 'Containerizer is registered but not part of the chain')
    }
    await composing.recover(typeof state === 'function' ? await state() : state)
  }

  app.addHook('onReady', async () => {
    const begun = recover()
    recovery = begun.then(recovered.resolve, recovered.reject)
    // Boot waits for half of what avvio grants a hook: a failure that comes soon fails boot, a long recovery does not.
    const patience = Number(app.initialConfig.pluginTimeout) / 2
    if (await settledWithin(begun, patience, systemClock)) return await begun
    app.log.info({ containerizers: composing.names }, 'Recovery goes on; launches are refused until it has finished')
    begun.then(
      () => app.log.info({ containerizers: composing.names }, 'Recovery has finished'),
      err => app.log.error({ err }, 'Recovery failed; launches stay refused')
    )
  })

  // The server closes between these hooks, and waits for requests, which may wait for the end of a container.
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
    composing.refuseLaunches()
    const doomed = destroyOnClose ? [composing] : roster.doomed
    if (doomed.length > 0) await recovery
    await Promise.all(doomed.map(containerizer => destroyAll(containerizer, app.log)))
    composing.letGo()
  })

  // It waits for connections too: one that were kept open for more after such an answer would hold it up for a minute.
  app.addHook('onSend', ({ raw }, reply, _payload, done) => {
    if (closing && raw.httpVersionMajor === 1) reply.header('connection', 'close')
    done()
  })

  app.addHook('onClose', async () => {
    recovered.reject(new errors.CONTAINERIZER_ERR_NOT_RECOVERED('The app was closed before recovery had finished'))
    await roster.close()
  })
}

/** The chain's plugin: `app.containerizers`. Options are ContainerizersOptions; any other key fails boot. */
export const containerizers = fp(plugin, { name: 'containerizers', fastify: '5.x' })

/** For plugins that bring a containerizer: the app's chain, registered now when the host has not. */
export async function ensureContainerizers (app: FastifyInstance, options: ContainerizersOptions = {}): Promise<ContainerizerChain> {
  if (!app.hasDecorator('containerizers')) await app.register(containerizers, options)
  return app.containerizers
}
