import type { Resource, TaskInfo, ValueScalar } from '../../../types/mesos-v1.ts'
import { scalar } from '../resource-math.ts'

/**
 * The limits of a container that several tasks share: where some task has one, the sum of all, with the request of those
 * that have none. No task has one: none.
 */
export function executorLimits (own: Resource[] = [], tasks: TaskInfo[]): Record<string, ValueScalar> {
  return Object.fromEntries(['cpus', 'mem'].flatMap(name => {
    if (!tasks.some(({ limits }) => limits?.[name] !== undefined)) return []
    const value = tasks.reduce((sum, { limits, resources = [] }) => sum + (limits?.[name]?.value ?? scalar(resources, name)), scalar(own, name))
    return [[name, { value }]]
  }))
}
