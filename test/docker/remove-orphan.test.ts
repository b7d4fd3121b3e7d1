import t from 'tap'
import { randomUUID } from 'node:crypto'
import { removeOrphan } from '../../lib/docker/remove-orphan.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import { capturedLog } from '../fixtures/docker-faults.ts'
import { baseImage, MemoryStore, socketPath } from '../fixtures/docker-parts.ts'
import { askEngine } from '../fixtures/raw-engine.ts'
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

t.test('its anonymous volumes go with it, those that have a name stay', async (t) => {
  const engine = connectEngine({ socketPath })
  const named = `test.${randomUUID()}`
  t.teardown(async () => {
    await engine.close()
    await askEngine('DELETE', `/volumes/${named}`)
  })
  const { id } = await engine.create(`test.${randomUUID()}`, { Image: baseImage, Cmd: ['true'], Volumes: { '/anonymous': {} }, HostConfig: { Binds: [`${named}:/named`] } })
  const { answer } = await askEngine('GET', `/containers/${id}/json`)
  const volumes = (answer['Mounts'] as Array<{ Name: string }>).map(({ Name }) => Name)
  const there = async (): Promise<string[]> => (await Promise.all(volumes.map(async (name) => (await askEngine('GET', `/volumes/${name}`)).status === 200 ? [name] : []))).flat()
  t.equal((await there()).length, 2)
  await removeOrphan({ ...parts(true), engine }, { ...orphan, engineId: id })
  t.strictSame(await there(), [named])
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
