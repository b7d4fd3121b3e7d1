import { join, resolve } from 'node:path'
import type { AgentFlags } from './load-flags.ts'

/** The flags that are the fetcher's, as options of its plugin. */
export function fetcherOptions (flags: AgentFlags, workDir: string) {
  const { frameworksHome, hadoopHome, fetcherCaFile: caFile, fetcherCacheDir } = flags
  return {
    cacheDir: fetcherCacheDir === undefined ? join(workDir, 'fetch') : resolve(fetcherCacheDir),
    cacheSizeBytes: flags.fetcherCacheSize,
    stallTimeoutMs: flags.fetcherStallTimeout,
    totalTimeoutMs: flags.fetcherTotalTimeout,
    maxExpandedBytes: flags.fetcherMaxExpandedSize,
    maxEntries: flags.fetcherMaxEntries,
    maxRatio: flags.fetcherMaxRatio,
    ...frameworksHome !== '' && { frameworksHome },
    ...hadoopHome !== undefined && { hadoopHome: resolve(hadoopHome) },
    ...caFile !== undefined && { caFile: resolve(caFile) }
  }
}
