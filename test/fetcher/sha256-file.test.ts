import t from 'tap'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { requireDigest, sha256File } from '../../lib/fetcher/sha256-file.ts'

t.test('the digest of a file is that of its bytes', async (t) => {
  const content = 'x'.repeat(1_000_000)
  const path = join(t.testdir({ f: content }), 'f')
  const digest = createHash('sha256').update(content).digest('hex')
  t.equal(await sha256File(path), digest)
  await t.rejects(sha256File(path, AbortSignal.abort()), { name: 'AbortError' })
  requireDigest(digest, undefined)
  requireDigest(digest, digest)
  t.throws(() => requireDigest(digest, 'other'), { message: `sha256 of the file is ${digest}, not other` })
})
