import type { CallOptions, DockerEngine } from '../../../types/docker-engine.ts'
import { errors } from '../../errors.ts'
import type { EngineHealth } from './engine-health.ts'
import type { ExitHints } from './exit-hints.ts'
import type { AdaptiveGate } from './launch-gate.ts'
import type { ProcessBook } from './process-book.ts'

/** A kill that takes longer is stuck behind something; where we can reach the process ourselves, we do. */
const KILL_LIMIT_MS = 5000
const IMAGE_TRIES = 3

export interface WatchParts {
  health: EngineHealth
  hints: ExitHints
  gate: AdaptiveGate
  processes: ProcessBook
}

/**
 * The engine for the rest of the containerizer: what it answers, or fails to, is learned from. Kills go to the process
 * itself when the engine does not carry them out, the present image is asked for when it is back, and what was asked
 * before an outage is given up after it, so that it is asked anew.
 */
export function watchedEngine (engine: DockerEngine, { health, hints, gate, processes }: WatchParts): DockerEngine {
  const stale = new Set<AbortController>()
  health.onReturn((wasDown) => {
    if (!wasDown) return
    for (const call of stale) call.abort(new errors.CONTAINERIZER_ERR_ENGINE_UNREACHABLE('The Docker engine went away while it was asked'))
  })

  async function learning<T> (call: Promise<T>): Promise<T> {
    try {
      return await call
    } catch (error) {
      health.suspect(error)
      throw error
    }
  }

  async function untilReturn<T> (options: CallOptions = {}, call: (options: CallOptions) => Promise<T>): Promise<T> {
    const cut = new AbortController()
    const { signal } = options
    const forward = (): void => cut.abort(signal!.reason)
    signal?.addEventListener('abort', forward)
    if (signal?.aborted === true) forward()
    stale.add(cut)
    return await call({ ...options, signal: cut.signal }).catch((error: unknown) => {
      // Our own cut is no news of the engine.
      if (!cut.signal.aborted) health.suspect(error)
      throw error
    }).finally(() => {
      stale.delete(cut)
      signal?.removeEventListener('abort', forward)
    })
  }

  return {
    ...engine,

    async inspect (id, options) {
      const details = await untilReturn(options, (more) => engine.inspect(id, more))
      if (details === null) processes.forget(id)
      else processes.note(details)
      return details
    },

    list: (filter, options) => untilReturn(options, (more) => engine.list(filter, more)),
    create: (name, body, options) => learning(engine.create(name, body, options)),
    start: (id, options) => learning(engine.start(id, options)),

    /** Hints reach it from the first moment: one that the engine never registers is given up like one that it has forgotten. */
    async wait (id, condition, { signal } = {}) {
      const cut = new AbortController()
      const registering = engine.wait(id, condition, { signal: signal === undefined ? cut.signal : AbortSignal.any([signal, cut.signal]) })
      hints.heed(id, {
        exit: registering.then(({ exit }) => exit),
        abandon () {
          cut.abort(new DOMException(`Gave up waiting for container ${id}`, 'AbortError'))
          registering.then((pending) => pending.abandon(), () => {})
        }
      })
      return await learning(registering)
    },

    async inspectImage (reference, options = {}) {
      for (let tries = 1; ; tries++) {
        await gate.reachable(options.signal)
        try {
          return await untilReturn(options, (more) => engine.inspectImage(reference, more))
        } catch (error) {
          options.signal?.throwIfAborted()
          // Asked again when it is known whether there is somebody to ask.
          if ((error as { code?: string }).code !== 'CONTAINERIZER_ERR_ENGINE_UNREACHABLE' || tries === IMAGE_TRIES) throw error
          await health.checked()
        }
      }
    },

    async pull (reference, options = {}) {
      await gate.reachable(options.signal)
      return await learning(engine.pull(reference, options))
    },

    async kill (id, signal, options = {}) {
      if (!processes.knows(id)) return await gate.urgent(() => learning(engine.kill(id, signal, options)))
      if (health.state === 'down') return processes.signal(id, signal)
      try {
        return await gate.urgent(() => learning(engine.kill(id, signal, { timeoutMs: KILL_LIMIT_MS, ...options })))
      } catch (error) {
        options.signal?.throwIfAborted()
        if ('engineStatus' in (error as Error)) throw error
        return processes.signal(id, signal)
      }
    },

    async remove (id, options) {
      const removed = await learning(engine.remove(id, options))
      processes.forget(id)
      return removed
    }
  }
}
