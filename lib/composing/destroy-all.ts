import type { Containerizer } from '../../types/containerizer.ts'
import type { Log } from '../../types/log.ts'
import { containerKey } from '../util/container-key.ts'

/** Destroys every root container, and with them the nested ones. What cannot be ended is logged: a close goes on. */
export async function destroyAll (containerizer: Pick<Containerizer, 'containers' | 'destroy'>, log: Pick<Log, 'error'>): Promise<void> {
  const roots = containerizer.containers().filter(id => id.parent === undefined)
  await Promise.all(roots.map(async id => {
    try {
      await containerizer.destroy(id)
    } catch (err) {
      log.error({ err, containerId: containerKey(id) }, 'Container could not be destroyed at close')
    }
  }))
}
