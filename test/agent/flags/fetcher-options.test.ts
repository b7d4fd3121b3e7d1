import t from 'tap'
import { fetcherOptions } from '../../../lib/agent/flags/fetcher-options.ts'
import { loadFlags } from '../../../lib/agent/flags/load-flags.ts'

const options = async (...argv: string[]) => fetcherOptions(await loadFlags({ argv: ['--work_dir=/agent', ...argv], env: {} }), '/agent')

t.test('the defaults are the original\'s, but for where the cache is', async (t) => {
  t.same(await options(), {
    cacheDir: '/agent/fetch', cacheSizeBytes: 2 * 1024 ** 3, stallTimeoutMs: 60_000, totalTimeoutMs: 7_200_000, maxExpandedBytes: 32 * 1024 ** 3, maxEntries: 1_000_000, maxRatio: 1000
  })
})

t.test('each flag has its option', async (t) => {
  t.match(await options('--fetcher_cache_dir=/cache', '--fetcher_cache_size=1MB', '--hadoop_home=/hadoop', '--fetcher_ca_file=/ca', '--frameworks_home=/home', '--fetcher_stall_timeout=2secs',
    '--fetcher_total_timeout=3secs', '--fetcher_max_expanded_size=4B', '--fetcher_max_entries=5', '--fetcher_max_ratio=6'), {
    cacheDir: '/cache', cacheSizeBytes: 1048576, hadoopHome: '/hadoop', caFile: '/ca', frameworksHome: '/home', stallTimeoutMs: 2000, totalTimeoutMs: 3000, maxExpandedBytes: 4, maxEntries: 5, maxRatio: 6
  })
})
