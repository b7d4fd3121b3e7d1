import { refusal } from '../run-options/refusal.ts'
import { checkHostPaths, pathsToResolve } from '../run-options/policy/check-host-paths.ts'
import { resolvePath } from '../util/resolve-path.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { ownPaths } from './own-paths.ts'

/**
 * Follows the links of the host paths that a container is to see. Rejects (CONTAINERIZER_ERR_CONFIG_INVALID, naming the rule)
 * when one leads where the policy does not allow, or cannot be followed. They are the engine's paths, looked at from here.
 */
export async function judgeHostPaths (
  parts: Pick<DockerParts, 'policy' | 'protectedPaths' | 'onlyAllowed' | 'workDir' | 'secretFiles'>, run: DockerRun, sources: readonly string[]
): Promise<void> {
  const { policy, protectedPaths, onlyAllowed } = parts
  const own = ownPaths(run, parts)
  const foreign = sources.filter((source) => !own.includes(source))
  if (policy === 'mesos' || foreign.length === 0) return
  const [rule, paths] = [policy.hostPaths ?? {}, { own, protectedPaths, onlyAllowed }]
  const links = new Map(await Promise.all(pathsToResolve(foreign, rule, paths).map(async (path) => [path, await follow(path)] as const)))
  checkHostPaths(foreign, rule, paths, (path) => links.get(path) as string)
}

async function follow (path: string): Promise<string> {
  try {
    return await resolvePath(path)
  } catch (error) {
    throw refusal('policy hostPaths', path, `cannot be followed: ${(error as NodeJS.ErrnoException).code}`)
  }
}
