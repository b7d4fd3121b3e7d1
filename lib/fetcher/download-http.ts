import { stream } from 'undici'
import type { Dispatcher } from 'undici'
import type { PartialFile } from './partial-file.ts'
import type { TransferFailure } from './transience.ts'
import type { Validators } from './validators.ts'

type Headers = Record<string, string | string[] | undefined>

export interface HttpDownload {
  url: URL
  /** Of the request, beside what a resumption needs; asked for before each try. */
  headers: () => Promise<Record<string, string>>
  dispatcher: Dispatcher
  /** For the error's text; the dispatcher keeps it. */
  stallMs: number
  signal: AbortSignal
  /** The bytes are wanted only if they are not the ones that had these. */
  known?: Validators
  /** Called once when the length is known, before anything is written. What it throws ends the download. */
  onLength?: (bytes: number | undefined) => Promise<void>
}

/** Tries of one download, each going on where the last one broke off if the server can. */
export class HttpAttempts {
  readonly #download: HttpDownload
  readonly #file: PartialFile
  #found: Validators = {}

  constructor (download: HttpDownload, file: PartialFile) {
    this.#download = download
    this.#file = file
  }

  /** What identifies the bytes that came, or null when they are those that were known. Rejects for any status that is not a success. */
  async attempt (): Promise<Validators | null> {
    const { url, dispatcher, stallMs, signal, headers, known } = this.#download
    await this.#file.settled()
    const resume = this.#resume()
    let unchanged = false
    try {
      // Straight into the file: a body to be read and written on would cost as much again as all the rest.
      await stream(url, { dispatcher, signal, method: 'GET', headers: { ...await headers(), ...resume ?? conditions(known) } }, (response) => {
        unchanged = response.statusCode === 304 && known !== undefined && resume === undefined
        return this.#file.sink(unchanged ? undefined : this.#prepare(response, resume !== undefined))
      })
    } catch (error) {
      const { code } = error as TransferFailure
      if (code !== 'UND_ERR_HEADERS_TIMEOUT' && code !== 'UND_ERR_BODY_TIMEOUT') throw error
      throw Object.assign(new Error(`nothing was received for ${stallMs} ms`, { cause: error }), { stalled: true })
    }
    return unchanged ? null : this.#found
  }

  /** Before the first byte of a body is written. */
  async #prepare ({ statusCode, headers }: { statusCode: number, headers: Headers }, resumed: boolean): Promise<void> {
    if (resumed && statusCode === 206 && `${headers['content-range']}`.startsWith(`bytes ${this.#file.bytes}-`)) return
    // Another range than the one that was asked for, or none: from the start, then.
    if (this.#file.bytes > 0) await this.#file.restart()
    this.#found = {}
    if (statusCode !== 200) throw refused(statusCode, headers)
    this.#found = validatorsOf(headers)
    const length = headers['content-length']
    await this.#download.onLength?.(length === undefined ? undefined : Number(length))
  }

  /** Headers that ask for the rest, provided that it is the rest of the same. */
  #resume (): Record<string, string> | undefined {
    const { etag, lastModified } = this.#found
    const same = etag?.startsWith('W/') === false ? etag : lastModified
    return this.#file.bytes === 0 || same === undefined ? undefined : { range: `bytes=${this.#file.bytes}-`, 'if-range': same }
  }
}

function conditions ({ etag, lastModified }: Validators = {}): Record<string, string> {
  return { ...etag !== undefined && { 'if-none-match': etag }, ...lastModified !== undefined && { 'if-modified-since': lastModified } }
}

function validatorsOf ({ etag, 'last-modified': lastModified }: Headers): Validators {
  return { ...typeof etag === 'string' && { etag }, ...typeof lastModified === 'string' && { lastModified } }
}

function refused (statusCode: number, { 'retry-after': after }: Headers): TransferFailure {
  const seconds = Number(after)
  return Object.assign(new Error(`Error downloading resource, received HTTP return code ${statusCode}`),
    { statusCode, ...seconds > 0 && { retryAfterMs: seconds * 1000 } })
}
