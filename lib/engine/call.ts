import { engineTimeout, engineUnreachable } from './engine-error.ts'

export interface CallLimits {
  signal?: AbortSignal | undefined
  /** Until the answer is complete; for streams, until its headers. */
  timeoutMs?: number | undefined
}

/**
 * The life of one request: whichever of the caller's signal, the deadline and the closing of the client comes first
 * ends it, and `failure` then names that as the reason in place of the socket's complaint about having been destroyed.
 */
export class Call {
  readonly #controller = new AbortController()
  readonly #outer: AbortSignal | undefined
  readonly #socketPath: string
  #timer: NodeJS.Timeout | undefined

  constructor (what: string, socketPath: string, limits: CallLimits) {
    this.#socketPath = socketPath
    this.#outer = limits.signal
    this.#outer?.throwIfAborted()
    this.#outer?.addEventListener('abort', this.#onOuterAbort)
    const { timeoutMs } = limits
    if (timeoutMs !== undefined) {
      this.#timer = setTimeout(() => this.abort(engineTimeout(what, timeoutMs)), timeoutMs)
    }
  }

  get signal (): AbortSignal {
    return this.#controller.signal
  }

  readonly #onOuterAbort = (): void => this.abort(this.#outer?.reason)

  abort (reason: unknown): void {
    this.#controller.abort(reason)
  }

  /** The headers of a stream are there: how long it goes on from now is the caller's business. */
  dropDeadline (): void {
    clearTimeout(this.#timer)
  }

  /** Gives back the timer and the listener. */
  end (): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#onOuterAbort)
  }

  failure (cause: unknown): unknown {
    return this.signal.aborted ? this.signal.reason : engineUnreachable(this.#socketPath, cause)
  }
}
