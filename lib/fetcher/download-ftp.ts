import { Client, FTPError } from 'basic-ftp'
import { urlCredentials } from './url-credentials.ts'
import type { PartialFile } from './partial-file.ts'
import type { Validators } from './validators.ts'

export interface FtpDownload {
  url: URL
  stallMs: number
  ca?: string[]
  signal: AbortSignal
  known?: Validators
  onLength?: (bytes: number | undefined) => Promise<void>
}

/** Tries at one file of an FTP server, in passive mode. `ftps` is TLS from the first byte, as for curl. */
export class FtpAttempts {
  readonly #download: FtpDownload
  readonly #file: PartialFile
  #version: string | undefined

  constructor (download: FtpDownload, file: PartialFile) {
    this.#download = download
    this.#file = file
  }

  /** What identifies the bytes that came, or null when they are those that were known. */
  async attempt (): Promise<Validators | null> {
    const { stallMs, signal } = this.#download
    await this.#file.settled()
    signal.throwIfAborted()
    const client = new Client(stallMs)
    const stop = (): void => { client.close() }
    signal.addEventListener('abort', stop)
    try {
      return await this.#receive(client).catch((error: unknown) => {
        signal.throwIfAborted()
        throw told(error)
      })
    } finally {
      signal.removeEventListener('abort', stop)
      client.close()
    }
  }

  async #receive (client: Client): Promise<Validators | null> {
    const { url, ca, known, onLength } = this.#download
    const secure = url.protocol === 'ftps:'
    await client.access({
      host: url.hostname,
      port: Number(url.port) || (secure ? 990 : 21),
      ...urlCredentials(url),
      ...secure && { secure: 'implicit', secureOptions: { host: url.hostname, ...ca !== undefined && { ca } } }
    })
    // Relative to where the login leads, as the scheme has it; %2F is the root.
    const path = decodeURIComponent(url.pathname.slice(1))
    const { bytes, version } = await versionOf(client, path)
    if (known?.version !== undefined && known.version === version) return null
    if (this.#file.bytes > 0 && (version === undefined || version !== this.#version)) await this.#file.restart()
    this.#version = version
    if (this.#file.bytes === 0) await onLength?.(bytes)
    await client.downloadTo(this.#file.sink(), path, this.#file.bytes)
    return version === undefined ? {} : { version }
  }
}

function told (error: unknown): unknown {
  if (!(error instanceof FTPError)) return error
  return Object.assign(new Error(`Error downloading resource, received FTP return code ${error.code}: ${error.message}`, { cause: error }), { code: error.code })
}

/** Both commands are extensions; a server without them can still send the file. */
async function versionOf (client: Client, path: string): Promise<{ bytes?: number, version?: string }> {
  try {
    const bytes = await client.size(path)
    const modified = await client.lastMod(path)
    return { bytes, version: `${bytes}-${modified.getTime()}` }
  } catch (error) {
    if (error instanceof FTPError) return {}
    throw error
  }
}
