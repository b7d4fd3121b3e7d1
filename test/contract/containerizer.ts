import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import type { ContainerConfig, ContainerID, Containerizer, ContainerTermination } from '../../types/index.ts'
import { containerKey } from '../../lib/util/container-key.ts'

export interface ContractOptions {
  /** A new containerizer that has not recovered. Whoever makes it cleans up after it with `t.teardown`. */
  make: (t: Test) => Containerizer | Promise<Containerizer>
  /** Something that runs until it is destroyed; asked for once per container. */
  config: (t: Test) => ContainerConfig | Promise<ContainerConfig>
  /** Something that ends by itself with exit code 0. Left out where a containerizer cannot have that. */
  ending?: (t: Test) => ContainerConfig | Promise<ContainerConfig>
}

/** What every containerizer must do, whatever it runs: the facts of types/containerizer.ts, one by one. */
export async function containerizerContract (t: Test, options: ContractOptions): Promise<void> {
  const { make, config, ending } = options
  const knows = (c: Containerizer, id: ContainerID) => c.containers().some(other => containerKey(other) === containerKey(id))
  const newId = (): ContainerID => ({ value: randomUUID() })
  const recovered = async (t: Test): Promise<Containerizer> => {
    const containerizer = await make(t)
    await containerizer.recover(null)
    return containerizer
  }

  await t.test('it has a name that fits a comma list', async t => {
    t.match((await make(t)).name, /^[^\s,]+$/)
  })

  await t.test('a launch before recovery rejects and leaves nothing', async t => {
    const containerizer = await make(t)
    const id = newId()
    await t.rejects(containerizer.launch(id, await config(t)), { code: 'CONTAINERIZER_ERR_NOT_RECOVERED' })
    t.notOk(knows(containerizer, id))
  })

  await t.test('an unknown id is answered as the interface says', async t => {
    const containerizer = await recovered(t)
    const id = newId()
    t.equal(await containerizer.wait(id), null)
    t.equal(await containerizer.destroy(id), null)
    t.equal(await containerizer.update(id, []), undefined)
    await t.rejects(containerizer.usage(id))
    await t.rejects(containerizer.status(id))
    t.notOk(knows(containerizer, id))
  })

  await t.test('a launched container is listed until it is destroyed, and its end is told to everyone who waits', async t => {
    const containerizer = await recovered(t)
    const id = newId()
    t.equal(await containerizer.launch(id, await config(t)), 'SUCCESS')
    t.ok(knows(containerizer, id))
    const waits = [containerizer.wait(id), containerizer.wait(id)]
    const termination = await containerizer.destroy(id)
    t.type(termination?.message, 'string')
    t.same(await Promise.all(waits), [termination, termination])
    t.notOk(knows(containerizer, id))
    t.equal(await containerizer.destroy(id), null)
  })

  await t.test('the same id is launched once', async t => {
    const containerizer = await recovered(t)
    const id = newId()
    const same = await config(t)
    t.equal(await containerizer.launch(id, same), 'SUCCESS')
    t.equal(await containerizer.launch({ ...id }, same), 'ALREADY_LAUNCHED')
    await containerizer.destroy(id)
  })

  await t.test('two ids live and end apart', async t => {
    const containerizer = await recovered(t)
    const [first, second] = [newId(), newId()]
    await containerizer.launch(first, await config(t))
    await containerizer.launch(second, await config(t))
    await containerizer.destroy(first)
    t.notOk(knows(containerizer, first))
    t.ok(knows(containerizer, second))
    await containerizer.destroy(second)
  })

  await t.test('destroys at the same time join', async t => {
    const containerizer = await recovered(t)
    const id = newId()
    await containerizer.launch(id, await config(t))
    const ends: Array<ContainerTermination | null> = await Promise.all([containerizer.destroy(id), containerizer.destroy(id)])
    t.ok(ends[0])
    t.notOk(knows(containerizer, id))
  })

  await t.test('a destroy while launching ends the container and leaves nothing', async t => {
    const containerizer = await recovered(t)
    const id = newId()
    const launch = containerizer.launch(id, await config(t)).catch((error: Error) => error)
    await containerizer.destroy(id)
    await launch
    await containerizer.destroy(id)
    t.notOk(knows(containerizer, id))
  })

  await t.test('status and usage of a running container are answered', async t => {
    const containerizer = await recovered(t)
    const id = newId()
    await containerizer.launch(id, await config(t))
    t.type((await containerizer.status(id)), 'object')
    t.ok((await containerizer.usage(id)).timestamp > 0)
    await containerizer.destroy(id)
  })

  await t.test('pruning images leaves running containers alone', async t => {
    const containerizer = await recovered(t)
    const id = newId()
    await containerizer.launch(id, await config(t))
    await containerizer.pruneImages([])
    t.ok(knows(containerizer, id))
    await containerizer.destroy(id)
  })

  if (ending !== undefined) {
    await t.test('a container that ends by itself resolves wait with its exit status', async t => {
      const containerizer = await recovered(t)
      const id = newId()
      t.equal(await containerizer.launch(id, await ending(t)), 'SUCCESS')
      t.match(await containerizer.wait(id), { status: 0 })
      await containerizer.destroy(id)
      t.notOk(knows(containerizer, id))
    })
  }
}
