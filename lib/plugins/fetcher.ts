import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type {} from '../../types/fastify.ts'
import type { FetcherService } from '../../types/fetcher.ts'
import { errors } from '../errors.ts'
import { FetchCache } from '../fetcher/fetch-cache.ts'
import { findHadoop } from '../fetcher/find-hadoop.ts'
import { ftpProxy } from '../fetcher/ftp-proxy.ts'
import { s3Access } from '../fetcher/sign-s3.ts'
import { Transfers } from '../fetcher/transfers.ts'
import { unpackAside } from '../fetcher/unpack-aside.ts'
import { UriFetcher } from '../fetcher/uri-fetcher.ts'
import { systemClock } from '../util/system-clock.ts'
import { ensureContainerizers } from './containerizers.ts'
import { fetcherSchema } from './fetcher-options.ts'
import type { FetcherOptions, ReadFetcherOptions } from './fetcher-options.ts'
import { readOptions } from './read-options.ts'

const clock = systemClock

async function plugin (app: FastifyInstance, given: FetcherOptions): Promise<void> {
  const options = readOptions<ReadFetcherOptions>('fetcher', fetcherSchema, given)
  const { frameworksHome, stallTimeoutMs, attempts, maxExpandedBytes: maxBytes, maxEntries, maxRatio } = options
  const { metrics } = await ensureContainerizers(app)
  const { env } = process
  const hadoop = findHadoop(env, options.hadoopHome)
  if (options.hadoopHome !== undefined && hadoop === undefined) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`fetcher: hadoopHome: there is no program bin/hadoop in '${options.hadoopHome}'`)
  }
  const s3 = s3Access(env)
  const ca = options.caFile === undefined ? {} : { ca: [...rootCertificates, await certificates(options.caFile)] }
  const cache = await openCache(app, options)
  const gauges = [
    metrics.gauge('containerizer/fetcher/cache_size_total_bytes', () => cache === undefined ? 0 : options.cacheSizeBytes),
    metrics.gauge('containerizer/fetcher/cache_size_used_bytes', () => cache?.usedBytes ?? 0)
  ]
  app.addHook('onClose', async () => { for (const forget of gauges) forget() })
  const fetcher = new UriFetcher({
    transfers: new Transfers({
      stallMs: stallTimeoutMs, patience: { attempts, pauseMs: 1000, longestPauseMs: 30_000 }, clock, random: Math.random, env, ...ca, ...hadoop && { hadoop }, ...s3 && { s3 }
    }),
    ...cache && { cache },
    unpack: unpackAside(),
    limits: { maxBytes, maxEntries, maxRatio },
    sources: { frameworksHome, hadoop: hadoop !== undefined, s3: s3 !== undefined, ftpProxy: (host) => ftpProxy(env, host) },
    totalMs: options.totalTimeoutMs,
    clock,
    log: app.log,
    metrics
  })
  app.decorate<FetcherService>('fetcher', Object.assign(fetcher, { options }))
}

async function certificates (path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`fetcher: caFile: ${(cause as Error).message}`, { cause })
  }
}

async function openCache (app: FastifyInstance, { cacheDir: directory, cacheSizeBytes: maxBytes }: ReadFetcherOptions): Promise<FetchCache | undefined> {
  if (directory === undefined || maxBytes === 0) return undefined
  const cache = new FetchCache({ directory, maxBytes, clock, log: app.log })
  await cache.open()
  return cache
}

/** `app.fetcher`, which both containerizers use: URIs into sandboxes. Boot fails with CONTAINERIZER_ERR_OPTION_INVALID when an option is wrong. */
export const fetcher = fp(plugin, { name: 'fetcher', fastify: '5.x' })

/**
 * For plugins that need URIs fetched: the app's fetcher, registered now when the host has not. Boot fails when there is one
 * already for which other options were given.
 */
export async function ensureFetcher (app: FastifyInstance, given: FetcherOptions & { workDir?: string } = {}): Promise<FetcherService> {
  const { workDir, ...options } = given
  if (!app.hasDecorator('fetcher')) {
    await app.register(fetcher, { ...workDir !== undefined && { cacheDir: `${workDir}/fetch` }, ...options })
    return app.fetcher
  }
  for (const [name, value] of Object.entries(options)) {
    const there = app.fetcher.options[name as keyof FetcherOptions]
    if (there === value) continue
    throw new errors.CONTAINERIZER_ERR_OPTION_INVALID(`fetcher: ${name}: is ${JSON.stringify(there)} for the app's fetcher already, not ${JSON.stringify(value)}. Register the fetcher with all its options before the containerizers`)
  }
  return app.fetcher
}
