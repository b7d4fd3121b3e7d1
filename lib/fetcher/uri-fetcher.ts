import { mkdtemp, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { errors } from '../errors.ts'
import { inOrder } from './in-order.ts'
import { noteFailure } from './note-failure.ts'
import { planItem } from './plan-item.ts'
import { Progress } from './progress.ts'
import { redactUri } from './redact-uri.ts'
import { stageItem } from './stage-item.ts'
import type { Clock } from '../../types/clock.ts'
import type { FetchRequest, Fetcher } from '../../types/fetcher.ts'
import type { Log } from '../../types/log.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'
import type { Metrics } from '../../types/metrics.ts'
import type { Staged } from './in-order.ts'
import type { Owner } from './owner.ts'
import type { SourceOptions } from './parse-source.ts'
import type { FetchItem } from './plan-item.ts'
import type { FetchPlace, FetchedItem, FetchTools } from './stage-item.ts'

export interface UriFetcherParts extends FetchTools {
  sources: SourceOptions
  /** Milliseconds for all URIs of one request together. */
  totalMs: number
  clock: Clock
  log: Log
  metrics: Pick<Metrics, 'count'>
}

const SUCCEEDED = 'containerizer/fetcher/task_fetches_succeeded'
const FAILED = 'containerizer/fetcher/task_fetches_failed'
const TELL_MS = 1000
const LOG_MS = 10_000

/**
 * Fetches URIs into sandboxes. What is fetched for a `user` is given to the owner of the sandbox, as which local files are read too;
 * without one to the agent's user. A file that is fetched later replaces one of its name.
 */
export class UriFetcher implements Fetcher {
  readonly #parts: UriFetcherParts

  constructor (parts: UriFetcherParts) {
    this.#parts = parts
    for (const name of [SUCCEEDED, FAILED]) parts.metrics.count(name, 0)
  }

  /** Throws CONTAINERIZER_ERR_CONFIG_INVALID with `Could not fetch: …` for the first URI that cannot be fetched at all. */
  validate (uris: CommandInfoURI[]): void {
    this.#plan(uris)
  }

  /** Rejects as `validate` throws, else with CONTAINERIZER_ERR_FETCH_FAILED; URIs before the failed one stay fetched. */
  async fetch (request: FetchRequest): Promise<void> {
    const items = this.#plan(request.uris)
    if (items.length === 0) return
    const { clock, metrics, totalMs } = this.#parts
    const late = new AbortController()
    const ended = new AbortController()
    const watching = clock.sleep(totalMs, ended.signal).then(() => late.abort(new Error(`not complete within ${totalMs} ms`)), () => {})
    const signal = AbortSignal.any([late.signal, ...request.signal ? [request.signal] : []])
    try {
      await this.#fetchAll(items, request, signal)
      metrics.count(SUCCEEDED)
    } catch (error) {
      metrics.count(FAILED)
      throw error
    } finally {
      ended.abort()
      await watching
    }
  }

  async #fetchAll (items: FetchItem[], request: FetchRequest, signal: AbortSignal): Promise<void> {
    const { containerKey, directory, user } = request
    let shown = items.map((item) => item.shown).join(', ')
    let owner: Owner | undefined
    try {
      owner = user === undefined ? undefined : await ownerOf(directory)
      await inStage(directory, async (stage) => {
        let begun = 0
        await inOrder(items, signal, (item, either) => this.#fetchOne(item, request, {
          directory, stage: join(stage, `${++begun}`), user: user ?? '', signal: either, ...owner && { owner }
        }), (item) => { shown = item.shown })
      })
    } catch (error) {
      const cause = shownError((signal.aborted ? signal.reason : error) as Error)
      const line = `Failed to fetch '${shown}': ${cause.message}`
      // Who has it destroyed knows why.
      if (request.signal?.aborted !== true) await noteFailure(directory, line, owner).catch((err: unknown) => this.#parts.log.warn({ err, container: containerKey }, 'the failure of a fetch could not be noted'))
      throw new errors.CONTAINERIZER_ERR_FETCH_FAILED(`Failed to fetch all URIs for container '${containerKey}': ${line}`, { cause })
    }
  }

  async #fetchOne (item: FetchItem, { containerKey: container, onProgress }: FetchRequest, place: FetchPlace): Promise<Staged<FetchedItem>> {
    const { clock, log } = this.#parts
    const { shown: uri } = item
    const begun = clock.now()
    const progress = new Progress(clock, [
      { everyMs: TELL_MS, tell: (received) => onProgress?.({ uri, ...received }) },
      { everyMs: LOG_MS, tell: (received) => log.info({ container, uri, ...received }, 'Fetching') }
    ])
    const staged = await stageItem(item, {
      ...place, onLength: (total) => progress.length(total), onBytes: (received) => progress.bytes(received)
    }, this.#parts)
    return {
      ready: staged.ready,
      async commit () {
        const fetched = await staged.commit()
        log.info({ container, uri, ...fetched, ms: clock.now() - begun }, 'Fetched')
        return fetched
      }
    }
  }

  #plan (uris: CommandInfoURI[]): FetchItem[] {
    return uris.map((uri) => {
      try {
        return planItem(uri, this.#parts.sources)
      } catch (cause) {
        this.#parts.metrics.count(FAILED)
        throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`Could not fetch: ${(cause as Error).message}`, { cause })
      }
    })
  }
}

async function ownerOf (directory: string): Promise<Owner> {
  const { uid, gid } = await stat(directory)
  return { uid, gid }
}

/** Beside where things are to go, so that they can be moved there. */
async function inStage (directory: string, work: (stage: string) => Promise<void>): Promise<void> {
  const stage = await mkdtemp(join(directory, '.fetch-'))
  try {
    await work(stage)
  } finally {
    await rm(stage, { recursive: true, force: true })
  }
}

/** Errors of URL and of HTTP clients carry whole URLs, also in other members than the message. One of several addresses has no message at all. */
function shownError ({ name, message, stack, code }: NodeJS.ErrnoException): Error {
  return Object.assign(new Error(redactUri(message || `${code}`)), { name, stack: redactUri(`${stack}`) })
}
