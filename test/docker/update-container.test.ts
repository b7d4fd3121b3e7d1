import t from 'tap'
import type { Test } from 'tap'
import { updateContainer } from '../../lib/docker/update-container.ts'
import { connectEngine } from '../../lib/engine/connect-engine.ts'
import type { ContainerStats, DockerEngine } from '../../types/docker-engine.ts'
import { fact } from '../fixtures/docker-faults.ts'
import { baseImage, newId, socketPath } from '../fixtures/docker-parts.ts'

const MIB = 2 ** 20
const failed = 'CONTAINERIZER_ERR_UPDATE_FAILED'

/** A container that holds 40 MiB which no reclaim gives back, with 128 MiB to use. */
async function holding (t: Test): Promise<{ engine: DockerEngine, id: string, limits: () => Promise<unknown> }> {
  const engine = connectEngine({ socketPath })
  const { id } = await engine.create(`update-${newId().value}`, {
    Image: baseImage,
    Cmd: ['sh', '-c', 'dd if=/dev/zero of=/dev/shm/x bs=1M count=40 && exec sleep 1000'],
    HostConfig: { NetworkMode: 'none', Memory: 128 * MIB, CpuShares: 512 }
  })
  t.teardown(async () => { await engine.remove(id, { force: true }); await engine.close() })
  await engine.start(id)
  await fact(async () => Number((await engine.stats(id))?.memoryUsageBytes) > 40 * MIB)
  return {
    engine,
    id,
    async limits () {
      const { Memory, MemorySwap, CpuShares } = (await engine.inspect(id))?.raw['HostConfig'] as Record<string, number>
      return { Memory, MemorySwap, CpuShares }
    }
  }
}

t.test('a running container gets its new limits', async (t) => {
  const { engine, id, limits } = await holding(t)
  const wanted = { Memory: 64 * MIB, MemorySwap: 128 * MIB, CpuShares: 1024 }
  await updateContainer(engine, id, wanted)
  t.strictSame(await limits(), wanted)
  await updateContainer(engine, id, {})
  t.strictSame(await limits(), wanted)
})

t.test('memory below what is in use is refused, the container runs on, and every limit of before holds', async (t) => {
  const { engine, id, limits } = await holding(t)
  const before = await limits()
  const wanted = { Memory: 16 * MIB, MemorySwap: 32 * MIB, CpuShares: 1024 }
  await t.rejects(updateContainer(engine, id, wanted), { code: failed, message: new RegExp(`^Container ${id} keeps its limits: `) })
  t.strictSame(await limits(), before)
  t.match(await engine.inspect(id), { state: { running: true, oomKilled: false } })
})

/** An engine that answers as told, for what the engine at hand never does. */
const scripted = (over: Partial<DockerEngine>): DockerEngine => ({
  stats: async () => ({ memoryStats: {} }) as unknown as ContainerStats, update: async () => {}, inspect: async () => null, ...over
}) as DockerEngine

t.test('where the kernel would kill instead of refuse, nothing is tried', async (t) => {
  let asked = false
  const update = async () => { asked = true }
  for (const memoryStats of [{ anon: 30 * MIB, shmem: 10 * MIB }, { total_rss: 40 * MIB }]) {
    const engine = scripted({ update, stats: async () => ({ memoryStats }) as unknown as ContainerStats })
    await t.rejects(updateContainer(engine, 'c', { Memory: 39 * MIB }), { code: failed, message: 'Container c keeps its limits: a memory limit of 40894464 bytes is below the 41943040 bytes in use' })
  }
  t.notOk(asked)
})

t.test('an engine that took the update and did not do it is found out', async (t) => {
  const inspect = async () => ({ raw: { HostConfig: { Memory: 1, CpuShares: 2 } } }) as never
  await t.rejects(updateContainer(scripted({ inspect }), 'c', { Memory: 1, CpuShares: 3 }), { code: failed, message: 'Container c keeps its limits: the engine keeps CpuShares at 2 instead of 3' })
})

t.test('one that is gone, before or meanwhile, needs no limits', async () => {
  await updateContainer(scripted({ stats: async () => null, update: async () => { throw new Error('asked') } }), 'c', { CpuShares: 3 })
  await updateContainer(scripted({}), 'c', { CpuShares: 3 })
})
