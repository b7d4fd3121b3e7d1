import type { Clock } from '../../types/clock.ts'
import { FileTail } from './file-tail.ts'

export interface OutputFollowerOptions {
  /** Where the agent listens, from the offer. */
  agentUrl: string
  /** Virtual path of the run's sandbox: `/frameworks/<F>/executors/<E>/runs/latest`. */
  sandbox: string
  stdout: (text: string) => void
  stderr: (text: string) => void
  clock: Clock
}

const pollMs = 250

/** Copies a sandbox's `stdout` and `stderr` while they grow. */
export class OutputFollower {
  readonly #files: Array<{ tail: FileTail, write: (text: string) => void }>
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>

  constructor ({ agentUrl, sandbox, stdout, stderr, clock }: OutputFollowerOptions) {
    this.#files = [
      { tail: new FileTail(agentUrl, `${sandbox}/stdout`), write: stdout },
      { tail: new FileTail(agentUrl, `${sandbox}/stderr`), write: stderr }
    ]
    this.#done = this.#follow(clock)
    // Whoever stops it hears of it.
    this.#done.catch(() => {})
  }

  /** Copies what is left and ends; rejects where the agent could not be read. */
  async stop (): Promise<void> {
    this.#stopping.abort()
    await this.#done
    await this.#copy(true)
  }

  async #follow (clock: Clock): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await this.#copy(false)
      await clock.sleep(pollMs, signal).catch(() => {})
    }
  }

  async #copy (last: boolean): Promise<void> {
    for (const { tail, write } of this.#files) write(await tail.read(last))
  }
}
