import type { CreateBody } from '../../types/docker-engine.ts'
import { hostSources } from '../run-options/policy/host-sources.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { judgeHostPaths } from './judge-host-paths.ts'

/**
 * What comes before anything is fetched: host paths are followed, then the host's hooks are asked, who find the sandbox there.
 * Resolves to the body to go on with: the variables of a hook may have changed it.
 */
export async function admitLaunch (
  parts: DockerParts, run: DockerRun, body: CreateBody, environment: Record<string, string>, signal: AbortSignal
): Promise<CreateBody> {
  const { hooks, createSandbox, plan } = parts
  await judgeHostPaths(parts, run, hostSources(body.HostConfig))
  if (!hooks.wants('beforeLaunch')) return body
  signal.throwIfAborted()
  await createSandbox(run.config.directory, run.config.user)
  return plan(run, await hooks.beforeLaunch(run, environment, signal))
}
