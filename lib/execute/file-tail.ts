import { request } from 'undici'
import { errors } from '../errors.ts'

/** One request asks for no more, as the original answers no more. */
const pageBytes = 65536

/**
 * Reads on in a growing file of a sandbox, through the agent's `/files/read`. That endpoint speaks UTF-8 text, so bytes which
 * are none arrive as replacement characters; positions are counted in bytes all the same, and nothing is read twice.
 */
export class FileTail {
  readonly #agentUrl: string
  readonly #path: string
  #offset = 0

  constructor (agentUrl: string, path: string) {
    this.#agentUrl = agentUrl
    this.#path = path
  }

  /** What was added since the last call; '' for nothing or for a file that is not there yet. `last` also gives out a cut-off character at the end. */
  async read (last = false): Promise<string> {
    let text = ''
    const size = (await this.#get({ offset: '-1' }))?.offset ?? 0
    while (this.#offset < size) {
      const length = Math.min(pageBytes, size - this.#offset)
      const data = (await this.#get({ offset: String(this.#offset), length: String(length) }))?.data ?? ''
      if (data === '') break
      const whole = last && this.#offset + length === size ? data : withoutCutCharacter(data, length)
      // All that is left is the beginning of a character.
      if (whole === '') break
      text += whole
      this.#offset += whole === data ? length : Buffer.byteLength(whole)
    }
    return text
  }

  async #get (query: Record<string, string>): Promise<{ data: string, offset: number } | undefined> {
    const { statusCode, body } = await request(new URL('/files/read', this.#agentUrl), { query: { path: this.#path, ...query } })
    if (statusCode === 404) {
      await body.dump()
      return undefined
    }
    if (statusCode !== 200) throw new errors.CONTAINERIZER_ERR_MASTER_FAILED(`Failed to read '${this.#path}': ${statusCode} ${(await body.text()).trim()}`)
    return await body.json() as { data: string, offset: number }
  }
}

/** The text of `length` bytes without the character they end in the middle of: it is read whole next time. */
function withoutCutCharacter (data: string, length: number): string {
  if (!data.endsWith('\ufffd')) return data
  const body = data.slice(0, -1)
  const rest = length - Buffer.byteLength(body)
  // With other bytes lost on the way the sum does not work out, and then there is nothing to wait for.
  return rest >= 1 && rest <= 3 ? body : data
}
