import t from 'tap'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { makeTar } from '../fixtures/fetcher/archives.ts'
import { limits } from '../fixtures/fetcher/tools.ts'

t.test('the thread does its one job and says how it went', async (t) => {
  const base = t.testdir({ good: makeTar([{ path: 'f', content: 'x' }]), bad: makeTar([{ path: '/f' }]) })
  const outcomeOf = async (name: string): Promise<unknown> => {
    const workerData = { kind: 'archive', archive: join(base, name), name, tree: join(base, `${name}-tree`), limits }
    const [outcome] = await once(new Worker(new URL('../../lib/fetcher/unpack-thread.ts', import.meta.url), { workerData }), 'message')
    return outcome
  }
  t.equal(await outcomeOf('good'), null)
  t.equal(readFileSync(join(base, 'good-tree/f'), 'utf8'), 'x')
  t.same(await outcomeOf('bad'), { message: "Failed to extract archive 'bad': '/f' is an absolute path" })
  t.match(await outcomeOf('none'), { code: 'ENOENT' })
})
