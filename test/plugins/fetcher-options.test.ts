import t from 'tap'
import { fetcherSchema } from '../../lib/plugins/fetcher-options.ts'
import { readOptions } from '../../lib/plugins/read-options.ts'

t.test('nothing has to be said', async (t) => {
  t.same(readOptions('fetcher', fetcherSchema, {}), {
    cacheSizeBytes: 2147483648, stallTimeoutMs: 60_000, totalTimeoutMs: 7_200_000, attempts: 4, maxExpandedBytes: 34359738368, maxEntries: 1_000_000, maxRatio: 1000
  })
})

t.test('what is wrong is named', async (t) => {
  for (const [name, value] of Object.entries({ cacheDir: 'relative', cacheSizeBytes: -1, stallTimeoutMs: 0, attempts: 0, hadoopHome: '', caFile: 'x', maxEntries: 1.5, nothing: 1 })) {
    t.throws(() => readOptions('fetcher', fetcherSchema, { [name]: value }), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: new RegExp(`^fetcher: .*${name}`) })
  }
})
