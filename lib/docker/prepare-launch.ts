import { containerKey } from '../util/container-key.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'

/**
 * Sandbox, then URIs and image side by side. The first failure aborts the other half, and nothing is in flight any
 * more when this rejects.
 */
export async function prepareLaunch (
  parts: DockerParts, run: DockerRun, abort: AbortController, onStage: (stage: 'PULLING') => void
): Promise<void> {
  const { directory, user, commandInfo, containerInfo } = run.config
  const docker = containerInfo?.docker
  const owner = user === undefined ? {} : { user }
  const { signal } = abort
  await parts.createSandbox(directory, user)
  signal.throwIfAborted()
  const fetching = parts.fetcher.fetch({
    containerKey: containerKey(run.containerId), uris: commandInfo.uris ?? [], directory, ...owner, signal
  }).then(() => onStage('PULLING'))
  const pulling = parts.images.ensure({
    image: docker?.image as string, forcePull: docker?.forcePullImage === true, directory, signal
  })
  try {
    await Promise.all([fetching, pulling])
  } catch (cause) {
    abort.abort(cause)
    await Promise.allSettled([fetching, pulling])
    throw cause
  }
  signal.throwIfAborted()
}
