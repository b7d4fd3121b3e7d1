import { request } from 'undici'
import type { Clock } from '../../types/clock.ts'
import { pullBar } from './pull-bar.ts'
import type { ShownPull } from './pull-bar.ts'
import type { Terminal } from './terminal.ts'

export interface PullFollowerOptions {
  /** Where the agent listens, from the offer. */
  agentUrl: string
  frameworkId: string
  executorId: string
  terminal: Terminal
  clock: Clock
}

const pollMs = 500
const CLEAR = '\r\x1b[K'
const ended = new Set(['DONE', 'FAILED', 'ABANDONED'])

/** Draws how far the pull of a task's image is, in one line that is gone in the end. Agents that do not tell, and failures, draw nothing. */
export class PullFollower {
  readonly #options: PullFollowerOptions
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>
  #drawn = false

  constructor (options: PullFollowerOptions) {
    this.#options = options
    this.#done = this.#follow()
  }

  /** Resolves when the line is gone. */
  async stop (): Promise<void> {
    this.#stopping.abort()
    await this.#done
    this.#draw('')
  }

  async #follow (): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      const pull = await this.#ask(signal).catch(() => undefined)
      if (signal.aborted) return
      const { terminal, clock } = this.#options
      this.#draw(pull === undefined || ended.has(pull.phase) ? '' : pullBar(pull, terminal.columns()))
      await clock.sleep(pollMs, signal).catch(() => {})
    }
  }

  async #ask (signal: AbortSignal): Promise<ShownPull | undefined> {
    const { agentUrl, frameworkId, executorId } = this.#options
    const { statusCode, body } = await request(new URL('/containers', agentUrl), { query: { framework_id: frameworkId, executor_id: executorId }, signal })
    const answer = await body.text()
    return statusCode === 200 ? (JSON.parse(answer) as Array<{ image?: { pull?: ShownPull } }>)[0]?.image?.pull : undefined
  }

  #draw (line: string): void {
    if (line === '' && !this.#drawn) return
    this.#drawn = line !== ''
    this.#options.terminal.write(`${CLEAR}${line}`)
  }
}
