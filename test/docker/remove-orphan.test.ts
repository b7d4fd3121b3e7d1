import t from 'tap'
import { removeOrphan } from '../../lib/docker/remove-orphan.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'
import { MemoryStore } from '../fixtures/docker-parts.ts'
import type { DockerEngine } from '../../types/docker-engine.ts'
import type { DockerRun } from '../../lib/docker/docker-run.ts'
import type { LogAnchor } from '../../lib/docker/output/log-anchor.ts'
import type { ContainerLogger } from '../../types/sandbox.ts'

const orphan = { engineId: 'e', key: 'c', reason: 'nobody asks for it' }

function parts (killOrphans: boolean, answer: () => void = () => {}) {
  const removed: string[] = []
  const runs = new MemoryStore<DockerRun>()
  runs.map.set('c', {} as DockerRun)
  const engine = { async remove (id: string) { answer(); removed.push(id) } } as unknown as DockerEngine
  return { engine, anchors: new MemoryStore<LogAnchor>(), logger: {} as ContainerLogger, runs, removed, log: capturedLog(), killOrphans }
}

t.test('an orphan goes with its record, and it is said why', async (t) => {
  const all = parts(true)
  await removeOrphan(all, orphan)
  t.strictSame([all.removed, all.runs.map.size], [['e'], 0])
  t.strictSame([all.log.lines, all.log.fields], [['info removing an orphaned container'], [{ container: 'c', reason: 'nobody asks for it' }]])
})

t.test('where the operator says so, only why is said', async (t) => {
  const all = parts(false)
  await removeOrphan(all, orphan)
  t.strictSame([all.removed, all.runs.map.size], [[], 1])
  t.strictSame([all.log.lines, all.log.fields], [['warn an orphaned container was left alone'], [{ container: 'c', reason: 'nobody asks for it' }]])
})

t.test('one that the engine will not remove keeps its record', async (t) => {
  const all = parts(true, () => { throw new Error('busy') })
  await removeOrphan(all, orphan)
  t.equal(all.runs.map.size, 1)
  t.equal(all.log.lines[1], 'warn an orphaned container could not be removed')
})
