import { totalmem } from 'node:os'
import type { Policy } from '../../types/policy.ts'
import type { DefaultDns } from '../run-options/default-dns.ts'
import type { EngineAbilities } from '../run-options/engine-abilities.ts'
import type { EngineLog } from '../run-options/log-options.ts'
import { planContainer } from '../run-options/plan-container.ts'
import { checkPolicy } from '../run-options/policy/check-policy.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { taskContainerName } from './executed-run.ts'
import { ownPaths } from './own-paths.ts'
import { parameterKeys } from './parameter-keys.ts'
import { planUpdate } from './plan-update.ts'

export interface PlannerSettings extends Pick<DockerParts, 'secretFiles' | 'protectedPaths' | 'onlyAllowed'> {
  policy: Policy
  /** Base of persistent volumes. */
  workDir?: string
  /** Where containers see their sandbox. */
  sandboxDirectory: string
  labels: (run: DockerRun) => Record<string, string>
  defaultDns: readonly DefaultDns[]
  engineLog: EngineLog
  /** Left out: somebody else has looked already. */
  abilities?: EngineAbilities
  cgroupsEnableCfs: boolean
  cgroupsLimitSwap: boolean
  limitDisk: boolean
  /** Whether references to secrets can be resolved. */
  references: boolean
  /** Whether a host path is there; left out where this machine's paths cannot be seen, as in a container: then the engine alone looks. */
  exists?: ((path: string) => boolean) | undefined
}

/** Plans containers as this machine, its engine and its operator have them. */
export function containerPlanner (settings: PlannerSettings): Pick<DockerParts, 'plan' | 'planUpdate'> {
  const { workDir, secretFiles, policy, protectedPaths, onlyAllowed, cgroupsEnableCfs } = settings
  const machine = { cgroupsEnableCfs, hostMemoryBytes: totalmem(), limitSwap: settings.cgroupsLimitSwap }
  return {
    plan (run, environment, files) {
      const body = planContainer({
        name: taskContainerName(run),
        config: run.config,
        mappedDirectory: settings.sandboxDirectory,
        labels: settings.labels(run),
        environment,
        files,
        secrets: { directory: secretFiles.directoryOf(run.name), references: settings.references },
        defaultDns: settings.defaultDns,
        engineLog: settings.engineLog,
        ...(workDir === undefined ? {} : { workDir }),
        ...(settings.abilities === undefined ? {} : { engine: settings.abilities }),
        ...(settings.exists === undefined ? {} : { exists: settings.exists }),
        limitDisk: settings.limitDisk,
        ...machine
      })
      // What the files hold, the policy does not judge: it has judged the parameters that name them.
      if (files === undefined) {
        const own = ownPaths(run, { secretFiles, ...(workDir === undefined ? {} : { workDir }) })
        checkPolicy(body, policy, { parameters: parameterKeys(run), own, protectedPaths, onlyAllowed })
      }
      return body
    },
    planUpdate: ({ config }, resources, limits) => planUpdate(resources, limits, machine, config.containerInfo?.docker?.parameters)
  }
}
