import type { Clock } from '../../types/clock.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { Log } from '../../types/log.ts'
import type { ProcessIdentity } from '../util/read-process.ts'
import { killDirectly, survivor } from './init-process.ts'

const RETRY_MS = 1000
/** How many kills in a row may come to nothing before that is told, and told again. */
const PATIENCE = 10

export interface StopRequest {
  engine: Pick<DockerEngine, 'kill' | 'unpause'>
  clock: Clock
  log: Log
  id: string
  /** Its first process, where we see it. */
  init: ProcessIdentity | null
  stopSignal: string
  graceMs: number
  /** Aborted when the container has ended, or when a kill with a shorter grace takes over. */
  signal: AbortSignal
}

/**
 * Stop signal, grace, SIGKILL; the last repeated until the signal is aborted, because a kill the engine accepted is
 * no proof of an end. Our own timer instead of the engine's: it keeps milliseconds, can be shortened, and runs on while
 * an engine does not answer. What such an engine does not do is done to the process itself. Never rejects.
 */
export async function stopContainer ({ engine, clock, log, id, init, stopSignal, graceMs, signal }: StopRequest): Promise<void> {
  let asking = false
  const ask = async (name: string, isRepeated: boolean): Promise<void> => {
    asking = true
    // Somebody may have paused it: what is frozen does not die.
    if (isRepeated) await engine.unpause(id, { signal }).catch(() => {})
    await engine.kill(id, name, { signal }).catch(() => { if (!signal.aborted) killDirectly(init, name) })
    asking = false
  }
  const send = async (name: string, pauseMs: number, isRepeated = false): Promise<void> => {
    if (asking) killDirectly(init, name)
    else ask(name, isRepeated)
    await clock.sleep(pauseMs, signal).catch(() => {})
  }
  if (graceMs > 0) await send(stopSignal, graceMs)
  for (let kills = 0; !signal.aborted; kills++) {
    await send('SIGKILL', RETRY_MS, kills > 0)
    if (signal.aborted) return
    killDirectly(init, 'SIGKILL')
    if (kills % PATIENCE === PATIENCE - 1) {
      log.error({ container: id, survivor: init === null ? null : survivor(init) }, 'a container survives SIGKILL, it is tried again')
    }
  }
}
