import { agentCall } from './agent-call.ts'

export type TakeBytes = (bytes: Uint8Array) => unknown

/** Reads on in a growing file of a sandbox, through the agent's READ_FILE: every byte as it is, and once. */
export class FileTail {
  readonly #agentUrl: string
  readonly #path: string
  #offset: number

  constructor (agentUrl: string, path: string, offset = 0) {
    this.#agentUrl = agentUrl
    this.#path = path
    this.#offset = offset
  }

  /** Gives out, piece by piece, what was added since the last call; nothing for a file that is not there yet. Waits where `take` does. */
  async copy (take: TakeBytes): Promise<void> {
    let end: number | undefined
    for (let part = await this.#read(this.#path); part !== null; part = await this.#read(this.#path)) {
      if (part.size < this.#offset) {
        // It was rotated: the rest of what was read from is in the file before it. Two moves between two looks are not seen.
        await this.#copyRest(`${this.#path}.1`, take)
        this.#offset = 0
        end = undefined
        continue
      }
      // What is written meanwhile is for the next call: this one ends, however fast the file grows.
      end ??= part.size
      if (!await this.#give(part.data, take) || this.#offset >= end) return
    }
  }

  async #copyRest (path: string, take: TakeBytes): Promise<void> {
    for (let part = await this.#read(path); part !== null && await this.#give(part.data, take);) part = await this.#read(path)
  }

  async #give (data: Uint8Array, take: TakeBytes): Promise<boolean> {
    if (data.length === 0) return false
    this.#offset += data.length
    await take(data)
    return true
  }

  /** As much as the agent gives at once. */
  async #read (path: string): Promise<{ size: number, data: Uint8Array } | null> {
    const answer = await agentCall(this.#agentUrl, { type: 'READ_FILE', readFile: { path, offset: this.#offset } })
    return answer === null ? null : answer.readFile!
  }
}
