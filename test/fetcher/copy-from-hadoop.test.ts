import t from 'tap'
import { chmodSync, chownSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { copyFromHadoop, hadoopVersion } from '../../lib/fetcher/copy-from-hadoop.ts'
import { isBypass } from '../../lib/fetcher/bypass.ts'
import { installHadoop } from '../fixtures/fetcher/hadoop.ts'
import { never, other, root } from '../fixtures/fetcher/tools.ts'
import type { Test } from 'tap'

function setUp (t: Test) {
  const base = t.testdir({ hadoop: {}, scratch: {}, out: {} })
  const hadoop = installHadoop(join(base, 'hadoop'))
  hadoop.put('f', 'content')
  const scratch = join(base, 'scratch')
  chownSync(scratch, other.uid, other.gid)
  chmodSync(join(base, 'out'), 0o700)
  return { hadoop, scratch, path: join(base, 'out/f'), uri: 'hdfs://host/f', signal: never }
}

t.test('the client brings the file, as another user where one is given, into a place only we can reach', async (t) => {
  const { hadoop, ...copy } = setUp(t)
  await copyFromHadoop(hadoop, { ...copy, owner: other })
  t.equal(readFileSync(copy.path, 'utf8'), 'content')
  t.match(hadoop.calls(), [new RegExp(`^${other.uid} .*-copyToLocal hdfs://host/f `)])
  t.same(readdirSync(copy.scratch), [])
  await copyFromHadoop(hadoop, { ...copy, path: `${copy.path}2` })
  t.equal(readFileSync(`${copy.path}2`, 'utf8'), 'content')
  await t.rejects(copyFromHadoop(hadoop, { ...copy, uri: 'hdfs://host/none', owner: other }), /No such file/)
  t.same(readdirSync(copy.scratch), [])
})

t.test('ROOT a link or whatever else is left in place of the file is not read', async (t) => {
  for (const [way, error] of [['link', { code: 'ELOOP' }], ['fifo', { message: 'the hadoop client left something else than a file of its own' }]] as const) {
    const { hadoop, ...copy } = setUp(t)
    hadoop.set(way)
    const copying = copyFromHadoop(hadoop, { ...copy, owner: other })
    // Without root the client writes where we read: nobody is there to be deceived.
    if (root) await t.rejects(copying, error)
    else await copying
  }
})

t.test('what identifies a file is its size and time, and a client that cannot tell is a reason to do without the cache', async (t) => {
  const { hadoop, uri } = setUp(t)
  t.match(await hadoopVersion(hadoop, uri, undefined, never), { bytes: 7, version: /^7-\d+$/ })
  for (const way of ['odd-stat', 'no-stat'] as const) {
    hadoop.set(way)
    t.ok(isBypass(await hadoopVersion(hadoop, uri, undefined, never).catch((error: unknown) => error)), way)
  }
  await t.rejects(hadoopVersion(hadoop, uri, undefined, AbortSignal.abort()), { name: 'AbortError' })
})
