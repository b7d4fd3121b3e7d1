import { posix } from 'node:path'
import type { PolicyRule } from '../../../types/index.ts'
import { isInside } from '../../util/is-inside.ts'
import { refusal } from '../refusal.ts'

const PROTECTED = ['/etc', '/root', '/proc', '/sys', '/dev']

export interface MachinePaths {
  /** What the agent itself shows to this container, such as its sandbox: allowed wherever it lies, with all below it. */
  own: readonly string[]
  /** Of this machine, beside /etc and the like: work_dir, the engine's socket, its data root. */
  protectedPaths: readonly string[]
  /** Whoever looks last before the start does not see these paths, and cannot follow their links: only what the operator allows is shown. */
  onlyAllowed?: boolean | undefined
}

/**
 * Throws a refusal (CONTAINERIZER_ERR_CONFIG_INVALID) for the first of these host paths that leads where the rule does not
 * allow. `resolve` gives a path without symbolic links. A path above a protected one shows it as well, so that is refused too.
 */
export function checkHostPaths (
  sources: readonly string[], { allow = [], deny = [] }: PolicyRule, { own, protectedPaths, onlyAllowed }: MachinePaths, resolve: (path: string) => string
): void {
  for (const source of sources) {
    for (const path of variants(source).map(resolve)) {
      const inside = (other: string): boolean => isInside(resolve(other), path)
      const overlaps = (other: string): boolean => inside(other) || isInside(path, resolve(other))
      if (own.some(inside)) continue
      const denied = deny.find(overlaps)
      if (denied !== undefined) throw refusal('policy hostPaths', source, `leads to ${denied}, which is denied`)
      if (allow.some(inside)) continue
      if (onlyAllowed === true) throw refusal('policy hostPaths', source, 'must lie below a path that the policy allows (hostPaths allow), where executors have containers of their own (docker_mesos_image)')
      const found = [...PROTECTED, ...protectedPaths].find(overlaps)
      if (found !== undefined) throw refusal('policy hostPaths', source, `leads to ${found}, which is protected`)
    }
  }
}

/** Every path that checkHostPaths asks `resolve` for. */
export function pathsToResolve (sources: readonly string[], { allow = [], deny = [] }: PolicyRule, { own, protectedPaths }: MachinePaths): string[] {
  return [...new Set([...sources.flatMap(variants), ...allow, ...deny, ...own, ...PROTECTED, ...protectedPaths])]
}

/** The engine takes `..` by its letters before it follows links, the kernel, which opens the device of a volume, after. */
function variants (source: string): string[] {
  return [source, posix.normalize(source)]
}
