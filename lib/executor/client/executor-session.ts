import type { Clock } from '../../../types/clock.ts'
import type { Log } from '../../../types/log.ts'
import type { ExecutorEvent, TaskStatus } from '../../../types/mesos-v1.ts'
import { uuidBytes } from '../../util/uuid-bytes.ts'
import type { AgentCalls } from './agent-calls.ts'
import { Unacknowledged } from './unacknowledged.ts'

export interface ExecutorSessionParts {
  calls: Pick<AgentCalls, 'events' | 'send' | 'close'>
  /** How long an agent may be away, in milliseconds; null: not at all, once it was there. */
  recoveryTimeoutMs: number | null
  /** Milliseconds until the next attempt to find it. */
  retryMs: () => number
  /** Whatever the agent says but acknowledgements, which are seen to here. */
  heard: (event: ExecutorEvent) => void
  clock: Clock
  log: Log
}

const HEARTBEAT_MS = 30 * 60_000

/**
 * An executor's bond with its agent, over as many connections as it takes: every update goes out in order until it is acknowledged, and an
 * agent that was away is told anew what it may have missed.
 */
export class ExecutorSession {
  readonly #parts: ExecutorSessionParts
  readonly #unacknowledged = new Unacknowledged()
  readonly #closing = new AbortController()
  #connected = false
  #isSending = false
  #sending: Promise<void> = Promise.resolve()
  #beating: Promise<void> = Promise.resolve()

  constructor (parts: ExecutorSessionParts) {
    this.#parts = parts
  }

  /** Resolves when it is closed (`CLOSED`), or when the agent was away for too long (`AWAY`). */
  async run (): Promise<'CLOSED' | 'AWAY'> {
    const { clock, log, recoveryTimeoutMs, retryMs } = this.#parts
    const { signal } = this.#closing
    let [seen, ever] = [clock.now(), false]
    for (;;) {
      const wasThere = await this.#listen().catch((err: unknown) => {
        log.debug({ err }, 'the agent is away')
        return this.#connected
      })
      this.#connected = false
      if (signal.aborted) return 'CLOSED'
      ever ||= wasThere
      if (wasThere) seen = clock.now()
      if (recoveryTimeoutMs === null ? ever : clock.now() - seen >= recoveryTimeoutMs) return 'AWAY'
      await clock.sleep(retryMs(), signal).catch(() => {})
    }
  }

  /** Resolves when the agent has acknowledged it. Never rejects. */
  say (status: TaskStatus): Promise<void> {
    const acknowledged = this.#unacknowledged.say({ ...status, uuid: uuidBytes(), source: 'SOURCE_EXECUTOR', timestamp: this.#parts.clock.now() / 1000 })
    this.#send()
    return acknowledged
  }

  /** Resolves when nothing is in flight any more. What was not acknowledged is given up. */
  async close (): Promise<void> {
    this.#closing.abort()
    await this.#parts.calls.close()
    await Promise.all([this.#sending, this.#beating])
  }

  /** True: the agent was there. */
  async #listen (): Promise<boolean> {
    const { updates, tasks } = this.#unacknowledged
    const { calls, heard } = this.#parts
    const gone = new AbortController()
    try {
      for await (const event of calls.events({ unacknowledgedTasks: tasks, unacknowledgedUpdates: updates.map(status => ({ status })) })) {
        if (event.type === 'SUBSCRIBED') {
          this.#connected = true
          this.#unacknowledged.sent(updates)
          this.#beating = this.#beat(AbortSignal.any([gone.signal, this.#closing.signal]))
          this.#send()
        }
        if (event.type === 'LAUNCH') this.#unacknowledged.took(event.launch!.task)
        if (event.type === 'ACKNOWLEDGED') this.#unacknowledged.acknowledged(event.acknowledged!)
        else heard(event)
      }
      return this.#connected
    } finally {
      gone.abort()
    }
  }

  #send (): void {
    if (!this.#isSending) this.#sending = this.#sendAll()
  }

  /** One after the other. What an agent that is there does not take, as while it recovers, is tried again; the next connection brings what is left over. */
  async #sendAll (): Promise<void> {
    const { calls, clock, log, retryMs } = this.#parts
    const { signal } = this.#closing
    this.#isSending = true
    for (let status = this.#unacknowledged.unsent; status !== undefined && this.#connected && !signal.aborted; status = this.#unacknowledged.unsent) {
      try {
        await calls.send({ type: 'UPDATE', update: { status } })
        this.#unacknowledged.sent([status])
      } catch (err) {
        log.debug({ err }, 'the agent did not take an update, it is tried again')
        await clock.sleep(retryMs(), signal).catch(() => {})
      }
    }
    this.#isSending = false
  }

  async #beat (signal: AbortSignal): Promise<void> {
    const { calls, clock } = this.#parts
    while (await clock.sleep(HEARTBEAT_MS, signal).then(() => true, () => false)) await calls.send({ type: 'HEARTBEAT' }).catch(() => {})
  }
}
