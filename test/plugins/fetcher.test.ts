import t from 'tap'
import Fastify from 'fastify'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureFetcher, fetcher } from '../../lib/plugins/fetcher.ts'
import { makeCertificates } from '../fixtures/fetcher/certificates.ts'
import { installHadoop } from '../fixtures/fetcher/hadoop.ts'
import type { Test } from 'tap'
import type { FetcherOptions } from '../../lib/plugins/fetcher-options.ts'

async function host (t: Test, options?: FetcherOptions) {
  const app = Fastify()
  t.teardown(() => app.close())
  if (options !== undefined) await app.register(fetcher, options)
  return app
}

t.test('app.fetcher fetches for whoever asks, and shows how full its cache is', async (t) => {
  const base = t.testdir({ f: 'content', one: {}, two: {} })
  const app = await host(t, { cacheDir: join(base, 'cache') })
  await app.ready()
  for (const name of ['one', 'two']) await app.fetcher.fetch({ containerKey: 'mine', directory: join(base, name), uris: [{ value: join(base, 'f'), cache: true }] })
  t.equal(readFileSync(join(base, 'two/f'), 'utf8'), 'content')
  t.same(app.containerizers.metrics.snapshot(), {
    'containerizer/fetcher/cache_size_total_bytes': 2 * 1024 ** 3,
    'containerizer/fetcher/cache_size_used_bytes': 7,
    'containerizer/fetcher/task_fetches_failed': 0,
    'containerizer/fetcher/task_fetches_succeeded': 2
  })
  await app.close()
  t.notHas(app.containerizers.metrics.snapshot(), { 'containerizer/fetcher/cache_size_used_bytes': Number })
})

t.test('the first containerizer brings the fetcher, with a cache below its work directory; the others take it as it is', async (t) => {
  const workDir = t.testdir()
  const app = await host(t)
  const service = await ensureFetcher(app, { workDir, frameworksHome: '/home' })
  t.match(service.options, { cacheDir: join(workDir, 'fetch'), frameworksHome: '/home', stallTimeoutMs: 60_000 })
  t.equal(await ensureFetcher(app, { workDir: '/elsewhere', frameworksHome: '/home' }), service)
  t.equal(await ensureFetcher(app), service)
  await t.rejects(ensureFetcher(app, { stallTimeoutMs: 5 }), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message: /^fetcher: stallTimeoutMs: is 60000 for the app's fetcher already, not 5\./ })
})

t.test('without a cache there is none, and that shows', async (t) => {
  const app = await host(t, { cacheDir: '/nowhere', cacheSizeBytes: 0 })
  await app.ready()
  t.match(app.containerizers.metrics.snapshot(), { 'containerizer/fetcher/cache_size_total_bytes': 0, 'containerizer/fetcher/cache_size_used_bytes': 0 })
  const bare = Fastify()
  t.teardown(() => bare.close())
  t.notHas((await ensureFetcher(bare)).options, { cacheDir: String })
})

t.test('what the options name must be there', async (t) => {
  const base = t.testdir({ home: {}, shared: {} })
  chmodSync(join(base, 'shared'), 0o777)
  const refused = (options: FetcherOptions, message: RegExp): Promise<unknown> => t.rejects(host(t, options), { code: 'CONTAINERIZER_ERR_OPTION_INVALID', message })
  await refused({ hadoopHome: join(base, 'home') }, /^fetcher: hadoopHome: there is no program bin\/hadoop in/)
  await refused({ caFile: join(base, 'none') }, /^fetcher: caFile: ENOENT/)
  await refused({ cacheDir: join(base, 'shared') }, /^fetcher: cacheDir: .* must belong to the agent's user/)
})

t.test('hadoop, S3 and a private authority are used when they are given', async (t) => {
  const base = t.testdir({ home: {}, sandbox: {} })
  const hadoop = installHadoop(join(base, 'home'))
  hadoop.put('f', 'in hdfs')
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = process.env
  t.teardown(() => {
    for (const [name, value] of Object.entries({ AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret })) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' })
  const ca = makeCertificates(t).ca
  writeFileSync(join(base, 'ca.pem'), readFileSync(ca))
  const app = await host(t, { hadoopHome: join(base, 'home'), caFile: join(base, 'ca.pem') })
  app.fetcher.validate([{ value: 's3://bucket/key' }, { value: 'hdfs://host/f' }, { value: 'ftp://host/f' }])
  await app.fetcher.fetch({ containerKey: 'c', directory: join(base, 'sandbox'), uris: [{ value: 'hdfs://host/f' }] })
  t.equal(readFileSync(join(base, 'sandbox/f'), 'utf8'), 'in hdfs')
})
