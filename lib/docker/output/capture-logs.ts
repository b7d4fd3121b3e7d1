import type { SandboxLogs } from '../../../types/sandbox.ts'
import type { CaptureParts, CaptureTarget, OpenedLogs } from './capture-parts.ts'

/** The logs of one capture: there from the beginning or opened late, and opened anew where one could not be written. */
export class CaptureLogs {
  readonly #logger: CaptureParts['logger']
  readonly #request: CaptureTarget['request']
  #now: SandboxLogs
  #unopened: CaptureTarget['open']

  constructor ({ logger }: Pick<CaptureParts, 'logger'>, { request, logs, open }: Pick<CaptureTarget, 'request' | 'logs' | 'open'>) {
    this.#logger = logger
    this.#request = request
    this.#now = logs
    this.#unopened = open
  }

  /** Those that are open. */
  get now (): SandboxLogs { return this.#now }

  /** Those that are meant: opened when they are asked for first. */
  async meant (): Promise<OpenedLogs> {
    const opened = await this.#unopened?.() ?? { logs: this.#now }
    this.#unopened = undefined
    this.#now = opened.logs
    return opened
  }

  /** A file that could not be written is opened anew: its length says what is missing. Rejects with the former ones in their place. */
  async reopen (): Promise<void> {
    await this.#now.end().catch(() => {})
    this.#now = await this.#logger.open(this.#request)
  }

  /** Resolves when every byte taken is kept. */
  async end (): Promise<void> {
    await this.#now.end()
  }
}
