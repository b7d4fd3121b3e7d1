import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import type { Containerizer, LaunchResult } from '../../types/containerizer.ts'
import { containerKey } from '../util/container-key.ts'
import { errors } from '../errors.ts'
import type { Entry } from './ownership.ts'

/**
 * Asks one link after the other until one does not say NOT_SUPPORTED, and names in the entry whom it asks.
 * A destroy or an abort in between ends the search; `admit` throws where it must end for another reason.
 */
export async function offerInOrder (
  entry: Entry, links: readonly Containerizer[], config: ContainerConfig, options: LaunchOptions | undefined, admit: () => void
): Promise<LaunchResult> {
  for (const link of links) {
    if (entry.destroying || options?.signal?.aborted === true) {
      throw new errors.CONTAINERIZER_ERR_CONTAINER_DESTROYED(`Container ${containerKey(entry.containerId)} was destroyed while launching`)
    }
    admit()
    entry.link = link
    const result = await link.launch(entry.containerId, config, options)
    if (result !== 'NOT_SUPPORTED') return result
  }
  return 'NOT_SUPPORTED'
}
