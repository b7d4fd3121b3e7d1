import type { CreateBody } from '../../types/docker-engine.ts'
import { hostSources } from '../run-options/policy/host-sources.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { judgeHostPaths } from './judge-host-paths.ts'
import { parameterSources } from './parameter-files.ts'

/** The body to go on with, and the variables it was planned with: a hook may have changed both. */
export interface Admitted {
  body: CreateBody
  environment: Record<string, string>
}

/** What comes before anything is fetched: host paths are followed, then the host's hooks are asked, who find the sandbox there. */
export async function admitLaunch (
  parts: DockerParts, run: DockerRun, body: CreateBody, environment: Record<string, string>, signal: AbortSignal
): Promise<Admitted> {
  const { hooks, createSandbox, plan } = parts
  await judgeHostPaths(parts, run, [...hostSources(body.HostConfig), ...parameterSources(run)])
  if (!hooks.wants('beforeLaunch')) return { body, environment }
  signal.throwIfAborted()
  await createSandbox(run.config.directory, run.config.user)
  const given = await hooks.beforeLaunch(run, environment, signal)
  return { body: plan(run, given), environment: given }
}
