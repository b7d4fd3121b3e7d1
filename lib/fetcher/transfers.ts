import { rm, stat } from 'node:fs/promises'
import { copyFromHadoop, hadoopVersion } from './copy-from-hadoop.ts'
import { copyLocal } from './copy-local.ts'
import { PartialFile } from './partial-file.ts'
import { patiently } from './patiently.ts'
import { s3Url, signS3 } from './sign-s3.ts'
import { basicAuthorization } from './url-credentials.ts'
import type { Clock } from '../../types/clock.ts'
import type { HadoopClient } from './find-hadoop.ts'
import type { Owner } from './owner.ts'
import type { Source } from './parse-source.ts'
import type { Patience } from './patiently.ts'
import type { S3Access } from './sign-s3.ts'
import type { Validators } from './validators.ts'

export interface TransferOptions {
  stallMs: number
  patience: Patience
  clock: Clock
  random: () => number
  env: Readonly<Record<string, string | undefined>>
  ca?: string[]
  hadoop?: HadoopClient
  s3?: S3Access
}

export interface Delivery {
  /** The new file. */
  path: string
  /** As whom local files are read and the hadoop client runs. */
  owner?: Owner
  /** A directory which the owner can reach. */
  scratch: string
  signal: AbortSignal
  /** Identifies bytes that are here already: others are wanted only if they differ. Given, an empty one too, the answer has validators. */
  known?: Validators
  onLength?: (bytes: number | undefined) => Promise<void>
  onBytes?: (bytes: number) => void
}

export interface Arrival {
  /** Permissions of the file, which itself is 0600. */
  mode: number
  validators: Validators
}

type Attempts = { attempt: () => Promise<Validators | null> }

/** Brings the bytes of a source into a new file, however they travel. */
export class Transfers {
  readonly #options: TransferOptions

  constructor (options: TransferOptions) {
    this.#options = options
  }

  /** Resolves to null, and there is no file, when they are those that were known. What a failure leaves is the caller's to remove. */
  async bring (source: Source, delivery: Delivery): Promise<Arrival | null> {
    const { known, signal } = delivery
    switch (source.kind) {
      case 'local':
        return await this.#local(source.path, delivery)
      case 'hadoop':
        return await this.#hadoop(source.uri, delivery)
      case 'ftp': {
        // What speaks HTTP and FTP is loaded when it is first needed: an agent starts in less time.
        const { FtpAttempts } = await import('./download-ftp.ts')
        const { stallMs, ca } = this.#options
        const { onLength } = delivery
        const download = { url: source.url, stallMs, signal, ...ca && { ca }, ...known && { known }, ...onLength && { onLength } }
        return await this.#receive(delivery, (file) => new FtpAttempts(download, file))
      }
      case 'http': {
        const { url } = source
        return await this.#http(new URL(url.pathname + url.search, url.origin), async () => basicAuthorization(url), delivery)
      }
      case 's3': {
        const access = this.#options.s3 as S3Access
        const url = s3Url(source.bucket, source.key, access)
        return await this.#http(url, () => signS3(url, access), delivery)
      }
    }
  }

  async #http (url: URL, headers: () => Promise<Record<string, string>>, delivery: Delivery): Promise<Arrival | null> {
    const [{ HttpAttempts }, { httpDispatcher }] = await Promise.all([import('./download-http.ts'), import('./http-dispatcher.ts')])
    const { stallMs, ca, env } = this.#options
    const { signal, known, onLength } = delivery
    const { dispatcher, end } = httpDispatcher({ stallMs, env, ...ca && { ca } })
    const download = { url, headers, dispatcher, stallMs, signal, ...known && { known }, ...onLength && { onLength } }
    try {
      return await this.#receive(delivery, (file) => new HttpAttempts(download, file))
    } finally {
      await end()
    }
  }

  async #receive ({ path, signal, onBytes }: Delivery, attempts: (file: PartialFile) => Attempts): Promise<Arrival | null> {
    const { patience, clock, random } = this.#options
    const file = await PartialFile.create(path, onBytes)
    try {
      const one = attempts(file)
      const validators = await patiently(() => one.attempt().finally(() => file.settled()), { patience, clock, random, signal, received: () => file.furthest })
      if (validators !== null) return { mode: 0o644, validators }
      await rm(path)
      return null
    } finally {
      await file.close()
    }
  }

  async #local (from: string, { path, owner, signal, known, onLength }: Delivery): Promise<Arrival | null> {
    const { dev, ino, size, ctimeMs } = await stat(from)
    // Changes of content and of permissions both change it.
    const version = [dev, ino, size, ctimeMs].join('-')
    if (known?.version === version) return null
    await onLength?.(size)
    return { mode: await copyLocal(from, path, owner, signal), validators: { version } }
  }

  async #hadoop (uri: string, { path, owner, scratch, signal, known, onLength }: Delivery): Promise<Arrival | null> {
    const client = this.#options.hadoop as HadoopClient
    const validators: Validators = {}
    if (known !== undefined) {
      const { bytes, version } = await hadoopVersion(client, uri, owner, signal)
      if (known.version === version) return null
      validators.version = version
      await onLength?.(bytes)
    }
    await copyFromHadoop(client, { uri, path, scratch, signal, ...owner && { owner } })
    return { mode: 0o644, validators }
  }
}
