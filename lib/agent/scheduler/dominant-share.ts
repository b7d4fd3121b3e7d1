import type { Resource } from '../../../types/mesos-v1.ts'
import { scalar } from '../resource-math.ts'

/** The largest part of any one resource kind that `held` makes up: what fairness compares. */
export function dominantShare (held: Resource[], total: Resource[]): number {
  return Math.max(0, ...['cpus', 'mem', 'disk', 'gpus'].map(name => {
    const whole = scalar(total, name)
    return whole === 0 ? 0 : scalar(held, name) / whole
  }))
}
