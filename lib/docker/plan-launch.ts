import type { ContainerConfig } from '../../types/container-config.ts'
import type { ContainerPlan, PlanOptions } from '../../types/container-plan.ts'
import type { TaskInfo } from '../../types/mesos-v1.ts'
import { sandboxPath } from '../checkpoint/sandbox-path.ts'
import { parameterFiles } from '../run-options/parameter-files.ts'
import { checkPolicy } from '../run-options/policy/check-policy.ts'
import { hostSources } from '../run-options/policy/host-sources.ts'
import { secretUses } from '../run-options/secret-uses.ts'
import { dockerRunLine } from '../run-options/show/docker-run-line.ts'
import { explainPlan } from '../run-options/show/explain-plan.ts'
import type { DockerParts } from './docker-parts.ts'
import { dockerRun } from './docker-run.ts'
import { judgeHostPaths } from './judge-host-paths.ts'
import { ownPaths } from './own-paths.ts'
import { parameterSources } from './parameter-files.ts'
import { parameterKeys } from './parameter-keys.ts'

const NOBODY = 'plan'

type Parts = Pick<DockerParts, 'agentId' | 'fetcher' | 'hooks' | 'plan' | 'policy' | 'protectedPaths' | 'onlyAllowed' | 'secretFiles' | 'workDir'>

/** The plan of a launch that is not made. Rejects as the launch would before anything is fetched. */
export async function planLaunch (parts: Parts, asked: ContainerConfig | TaskInfo, options: PlanOptions = {}): Promise<ContainerPlan> {
  const containerId = options.containerId ?? { value: NOBODY }
  const config = 'taskId' in asked ? configOf(asked, parts, containerId.value, options) : asked
  const run = dockerRun(parts.agentId, containerId, config, {})
  const body = parts.plan(run, options.environment ?? {})
  const files = parameterFiles(config.containerInfo?.docker?.parameters)
  parts.fetcher.validate(config.commandInfo.uris ?? [])
  await judgeHostPaths(parts, run, [...hostSources(body.HostConfig), ...parameterSources(run)])
  return {
    command: dockerRunLine(run.name, body, files),
    body,
    decisions: [
      ...explainPlan(config, body),
      ...files.map(({ field, path }) => ({ field, value: path, reason: 'a file: read when everything is fetched' })),
      ...secretUses(config).map(({ field, secret: { type } }) => ({ field, value: type, reason: 'a secret: resolved right before the container is created' })),
      ...checkPolicy(body, parts.policy, { parameters: parameterKeys(run), own: ownPaths(run, parts), protectedPaths: parts.protectedPaths, onlyAllowed: parts.onlyAllowed }),
      ...(parts.hooks.wants('beforeLaunch') ? [{ field: 'hooks', value: 'beforeLaunch', reason: 'may refuse the launch or give more variables; not asked for a plan' }] : [])
    ]
  }
}

/** As the agent would launch it for that framework. */
function configOf (task: TaskInfo, { workDir = '/', agentId }: Parts, containerId: string, { frameworkId = { value: NOBODY } }: PlanOptions): ContainerConfig {
  const { container, command = {}, resources = [], limits } = task
  return {
    directory: sandboxPath({ workDir, agentId, frameworkId: frameworkId.value, executorId: task.taskId.value, containerId }),
    commandInfo: command,
    ...(container === undefined ? {} : { containerInfo: container }),
    taskInfo: task,
    frameworkId,
    resources,
    ...(limits === undefined ? {} : { limits })
  }
}
