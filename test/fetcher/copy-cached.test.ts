import t from 'tap'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ONE_CALL_BYTES, copyCached } from '../../lib/fetcher/copy-cached.ts'
import { never } from '../fixtures/fetcher/tools.ts'

t.test('the copy is a file of its own with the same content and permissions', async (t) => {
  const base = t.testdir({ small: 'content', big: 'start' })
  truncateSync(join(base, 'big'), ONE_CALL_BYTES + 1)
  for (const name of ['small', 'big']) {
    const path = join(base, name)
    const { size, ino } = statSync(path)
    await copyCached({ path, size, mode: 0o644 }, `${path}-copy`, never)
    t.not(statSync(`${path}-copy`).ino, ino)
    t.equal(statSync(`${path}-copy`).mode & 0o777, 0o644)
    execFileSync('cmp', [path, `${path}-copy`])
  }
  writeFileSync(join(base, 'small-copy'), 'changed')
  t.equal(readFileSync(join(base, 'small'), 'utf8'), 'content')
})

t.test('an abort ends it', async (t) => {
  const base = t.testdir({ big: '' })
  const path = join(base, 'big')
  truncateSync(path, ONE_CALL_BYTES + 1)
  await t.rejects(copyCached({ path, size: 1, mode: 0o644 }, join(base, 'a'), AbortSignal.abort()), { name: 'AbortError' })
  const abort = new AbortController()
  const copying = copyCached({ path, size: ONE_CALL_BYTES + 1, mode: 0o644 }, join(base, 'b'), abort.signal)
  abort.abort()
  await t.rejects(copying, { name: 'AbortError' })
  t.notOk(existsSync(join(base, 'a')))
})
