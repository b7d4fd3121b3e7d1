import { join } from 'node:path'
import { errors } from '../errors.ts'
import { validateId } from './validate-id.ts'

export interface RunIds {
  workDir: string
  agentId: string
  frameworkId: string
  executorId: string
  containerId: string
}

/**
 * Directory of all runs of an executor, where the original has it: tools know sandboxes by the shape of their path.
 * Throws CONTAINERIZER_ERR_CONFIG_INVALID for an id that is no path component.
 */
export function runsPath ({ workDir, agentId, frameworkId, executorId }: Omit<RunIds, 'containerId'>): string {
  return join(
    workDir,
    'slaves', component('agent', agentId),
    'frameworks', component('framework', frameworkId),
    'executors', component('executor', executorId),
    'runs')
}

/** Sandbox of one run of an executor. Throws as `runsPath` does. */
export function sandboxPath (ids: RunIds): string {
  return join(runsPath(ids), component('container', ids.containerId))
}

/** Sandbox of a container without framework. Throws as `runsPath` does. */
export function standaloneSandboxPath ({ workDir, containerId }: Pick<RunIds, 'workDir' | 'containerId'>): string {
  return join(workDir, 'containers', component('container', containerId))
}

function component (what: string, id: string): string {
  const complaint = validateId(id)
  if (complaint !== undefined) throw new errors.CONTAINERIZER_ERR_CONFIG_INVALID(`Invalid ${what} id: ${complaint}`)
  return id
}
