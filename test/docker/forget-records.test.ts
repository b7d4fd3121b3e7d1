import t from 'tap'
import { forgetRecords } from '../../lib/docker/forget-records.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import type { LogAnchor } from '../../lib/docker/output/log-anchor.ts'
import type { ContainerLogger } from '../../types/sandbox.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'

function kept () {
  const anchors = new MemoryStore<LogAnchor>()
  const runs = new MemoryStore<DockerRun>()
  for (const key of ['c', 'd']) {
    anchors.map.set(key, { since: 0, base: { stdout: 0, stderr: 0 } })
    runs.map.set(key, {} as DockerRun)
  }
  const forgotten: string[] = []
  const logger = { forget: async (key: string) => { forgotten.push(key) } } as unknown as ContainerLogger
  return { anchors, runs, logger, forgotten }
}

t.test('everything that is kept of one container goes, and of no other', async (t) => {
  const all = kept()
  await forgetRecords(all, 'c')
  t.strictSame([all.forgotten, [...all.anchors.map.keys()], [...all.runs.map.keys()]], [['c'], ['d'], ['d']])
  await forgetRecords({ ...all, logger: {} as ContainerLogger }, 'd')
  t.equal(all.anchors.map.size + all.runs.map.size, 0)
})

t.test('the record of its run stays as long as another does', async (t) => {
  const all = kept()
  all.anchors.remove = async () => { throw new Error('disk') }
  await t.rejects(forgetRecords(all, 'c'), { message: 'disk' })
  t.ok(all.runs.map.has('c'))
})
