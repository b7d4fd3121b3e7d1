import t from 'tap'
import { endTold } from '../../../lib/docker/output/end-told.ts'
import { deferred } from '../../../lib/util/deferred.ts'
import type { DockerEngine } from '../../../types/docker-engine.ts'

const { signal } = new AbortController()
const engine = (answer: () => Promise<object | null>) => ({ inspect: answer }) as unknown as DockerEngine
const never = new Promise<void>(() => {})

t.test('what runs, and what is not known, is not waited for', async (t) => {
  await t.resolves(endTold(engine(async () => ({ state: { running: true } })), 'c', never, signal))
  await t.resolves(endTold(engine(async () => { throw new Error('no engine') }), 'c', never, signal))
})

for (const [what, details] of [['has ended', { state: { running: false } }], ['is gone', null]] as const) {
  t.test(`what ${what} is waited for until that is told`, async (t) => {
    const told = deferred<void>()
    let over = false
    const waiting = endTold(engine(async () => details), 'c', told.promise, signal).then(() => { over = true })
    await new Promise((resolve) => { setImmediate(resolve) })
    t.notOk(over)
    told.resolve()
    await t.resolves(waiting)
  })
}

t.test('the wait ends with the signal', async (t) => {
  await t.rejects(endTold(engine(async () => null), 'c', never, AbortSignal.abort(new Error('over'))), { message: 'over' })
})
