import type { Containerizer } from '../../types/containerizer.ts'
import { errors } from '../errors.ts'

/** Ends every container. Rejects with CONTAINERIZER_ERR_RECOVERY_FAILED when one could not be ended, after all were tried. */
export async function cleanUp (containerizers: Pick<Containerizer, 'containers' | 'destroy'>): Promise<void> {
  const roots = containerizers.containers().filter(({ parent }) => parent === undefined)
  const results = await Promise.allSettled(roots.map(id => containerizers.destroy(id)))
  const reasons = results.flatMap(result => result.status === 'rejected' ? [result.reason as Error] : [])
  if (reasons.length === 0) return
  throw new errors.CONTAINERIZER_ERR_RECOVERY_FAILED(
    `${reasons.length} of ${roots.length} containers could not be ended: ${reasons.map(({ message }) => message).join('; ')}`,
    { cause: new AggregateError(reasons) })
}
