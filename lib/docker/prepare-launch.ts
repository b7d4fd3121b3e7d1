import type { ImageDetails } from '../../types/docker-engine.ts'
import type { PullListener } from '../../types/images.ts'
import type { CommandInfoURI } from '../../types/mesos-v1.ts'
import { containerKey } from '../util/container-key.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { makeVolumes } from './make-volumes.ts'
import { platformOf } from './platform-of.ts'

/** Who is told how far it is. */
export interface LaunchProgress {
  stage: (stage: 'PULLING') => void
  pull: PullListener
}

/**
 * Sandbox, then URIs and image side by side, unless the URIs may bring what the pull needs. The first failure aborts the other half, and nothing is in flight any
 * more when this rejects.
 */
export async function prepareLaunch (
  parts: DockerParts, run: DockerRun, abort: AbortController, progress: LaunchProgress
): Promise<ImageDetails> {
  const { directory, user, commandInfo, containerInfo } = run.config
  const docker = containerInfo?.docker
  const owner = user === undefined ? {} : { user }
  const { signal } = abort
  await parts.createSandbox(directory, user)
  await makeVolumes(parts, run)
  signal.throwIfAborted()
  const fetching = parts.fetcher.fetch({
    containerKey: containerKey(run.containerId), uris: commandInfo.uris ?? [], directory, ...owner, signal
  }).then(() => progress.stage('PULLING'))
  const fetched = commandInfo.uris?.some(mayBringCredentials) === true ? { fetched: fetching } : {}
  const platform = platformOf(run.config)
  const pulling = parts.images.ensure({
    image: docker?.image as string,
    forcePull: docker?.forcePullImage === true,
    directory,
    signal,
    ...fetched,
    ...(platform === undefined ? {} : { platform }),
    onProgress: progress.pull
  })
  try {
    const [image] = await Promise.all([pulling, fetching])
    signal.throwIfAborted()
    return image
  } catch (cause) {
    abort.abort(cause)
    await Promise.allSettled([fetching, pulling])
    throw cause
  }
}

/** A docker config comes by its own name or in an archive. */
function mayBringCredentials ({ value, outputFile, extract }: CommandInfoURI): boolean {
  const name = outputFile ?? value.replace(/[?#].*$/, '')
  return /(^|\/)(\.dockercfg|config\.json)$/.test(name) || (extract !== false && /\.(tar|tgz|t?xz|t?bz2?|gz|zip)$/i.test(name))
}
