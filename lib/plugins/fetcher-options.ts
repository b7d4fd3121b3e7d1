/** Options of the fetcher's plugin; where a flag of the Mesos agent is meant, its name is given. */
export interface FetcherOptions {
  /** `fetcher_cache_dir`: absolute. Default: below the `workDir` of the containerizer that asks first; without one there is no cache. */
  cacheDir?: string
  /** `fetcher_cache_size` in bytes; 0 turns the cache off. Default 2 GiB. */
  cacheSizeBytes?: number
  /** `frameworks_home`: base of relative URIs. */
  frameworksHome?: string
  /** `fetcher_stall_timeout` in milliseconds: a download that brings nothing for so long is given up. Default 60000. */
  stallTimeoutMs?: number
  /** Milliseconds for all URIs of one container together. Default 7200000. */
  totalTimeoutMs?: number
  /** Tries of a download in a row that bring nothing. Default 4. */
  attempts?: number
  /** `hadoop_home`: where `bin/hadoop` is. Default: what the environment says, else the `hadoop` on PATH. */
  hadoopHome?: string
  /** Absolute path of certificates in PEM that are trusted beside the usual ones. */
  caFile?: string
  /** Bytes that one archive may expand to. Default 32 GiB. */
  maxExpandedBytes?: number
  /** Entries that one archive may have. Default 1000000. */
  maxEntries?: number
  /** Bytes that an archive may expand to per byte of its own. Default 1000. */
  maxRatio?: number
}

const milliseconds = { type: 'number', exclusiveMinimum: 0 }
const path = { type: 'string', pattern: '^/' }
const count = { type: 'integer', minimum: 1 }

export const fetcherSchema = {
  type: 'object',
  properties: {
    cacheDir: path,
    cacheSizeBytes: { type: 'integer', minimum: 0, default: 2 * 1024 ** 3 },
    frameworksHome: { type: 'string' },
    stallTimeoutMs: { ...milliseconds, default: 60_000 },
    totalTimeoutMs: { ...milliseconds, default: 7_200_000 },
    attempts: { ...count, default: 4 },
    hadoopHome: path,
    caFile: path,
    maxExpandedBytes: { ...count, default: 32 * 1024 ** 3 },
    maxEntries: { ...count, default: 1_000_000 },
    maxRatio: { ...count, default: 1000 }
  }
}

type Unset = 'cacheDir' | 'frameworksHome' | 'hadoopHome' | 'caFile'

/** The options with every default filled in. */
export type ReadFetcherOptions = Required<Omit<FetcherOptions, Unset>> & Pick<FetcherOptions, Unset>
