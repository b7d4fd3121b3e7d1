import { stat } from 'node:fs/promises'
import { errors } from '../errors.ts'
import { fetchItem } from './fetch-item.ts'
import { planItem } from './plan-item.ts'
import { redactUri } from './redact-uri.ts'
import type { FetchItem } from './plan-item.ts'
import type { FetchRequest, Fetcher } from '../../types/fetcher.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'

export interface UriFetcherOptions {
  /** Absolute directory that relative paths are relative to; unset or empty: they are refused. */
  frameworksHome?: string
  /** Milliseconds without a byte after which a download is given up. Default 60000. */
  stallTimeoutMs?: number
}

/**
 * Fetches `file://`, absolute and relative paths, http and https. `cache` is taken for false: as in the original with a
 * cache of size 0, every URI is fetched anew. What is fetched for a `user` is given to the owner of the sandbox, as
 * which local files are read too; without one to the agent's user. A file that is fetched later replaces one of its name.
 */
export class UriFetcher implements Fetcher {
  readonly #frameworksHome: string | undefined
  readonly #stallMs: number

  constructor (options: UriFetcherOptions = {}) {
    this.#frameworksHome = options.frameworksHome
    this.#stallMs = options.stallTimeoutMs ?? 60_000
  }

  /** Throws CONTAINERIZER_ERR_CONFIG_INVALID with `Could not fetch: …` for the first URI that cannot be fetched at all. */
  validate (uris: CommandInfoURI[]): void {
    this.#plan(uris)
  }

  /** Rejects as `validate` throws, else with CONTAINERIZER_ERR_FETCH_FAILED; URIs before the failed one stay fetched. */
  async fetch (request: FetchRequest): Promise<void> {
    const items = this.#plan(request.uris)
    if (items.length === 0) return
    const { containerKey, directory, signal } = request
    let shown = items.map((item) => item.shown).join(', ')
    try {
      const owner = request.user === undefined ? {} : { owner: await ownerOf(directory) }
      const place = { directory, stallMs: this.#stallMs, ...owner, ...signal && { signal } }
      for (const item of items) {
        shown = item.shown
        signal?.throwIfAborted()
        await fetchItem(item, place)
      }
    } catch (error) {
      const cause = shownError(error as Error)
      throw new errors.CONTAINERIZER_ERR_FETCH_FAILED(`Failed to fetch all URIs for container '${containerKey}': Failed to fetch '${shown}': ${cause.message}`, { cause })
    }
  }

  #plan (uris: CommandInfoURI[]): FetchItem[] {
    return uris.map((uri) => {
      try {
        return planItem(uri, this.#frameworksHome)
      } catch (cause) {
        throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`Could not fetch: ${(cause as Error).message}`, { cause })
      }
    })
  }
}

async function ownerOf (directory: string): Promise<{ uid: number, gid: number }> {
  const { uid, gid } = await stat(directory)
  return { uid, gid }
}

/** Errors of URL and of HTTP clients carry whole URLs, also in other members than the message. */
function shownError ({ name, message, stack }: Error): Error {
  return Object.assign(new Error(redactUri(message)), { name, stack: redactUri(`${stack}`) })
}
