import { errors } from '../errors.ts'
import { containerKey } from '../util/container-key.ts'
import type { ContainerConfig, LaunchOptions } from '../../types/container-config.ts'
import { diskQuota } from '../run-options/disk-quota.ts'
import { launchScript } from './launch-script.ts'
import { checksAsked } from './posix-checks.ts'
import type { PosixContainer } from './posix-container.ts'
import type { PosixLife } from './posix-life.ts'
import type { PosixParts } from './posix-parts.ts'
import { readBootId } from '../util/read-process.ts'
import { refuseUnsupported } from './refuse-unsupported.ts'
import { startProcess } from './start-process.ts'
import { taskEnvironment } from './task-environment.ts'

const GRACE_MS = 5000

/** Sandbox, URIs, process. Rejects when one of them failed or the container was aborted; the caller then cleans up. */
export async function startContainer (
  container: PosixContainer, config: ContainerConfig, options: LaunchOptions, parts: PosixParts, life: PosixLife
): Promise<void> {
  const { commandInfo, directory, taskInfo } = config
  const key = containerKey(container.id)
  const { signal } = container.abort
  const goOn = (stage: string): void => {
    if (signal.aborted) throw new errors.CONTAINERIZER_ERR_CONTAINER_DESTROYED(`Container ${key} was destroyed while ${stage}`)
  }
  refuseUnsupported(config)
  const uris = commandInfo.uris ?? []
  parts.fetcher.validate(uris)
  const script = launchScript(commandInfo, taskEnvironment(commandInfo, options.environment ?? {}, directory))
  goOn('it was checked')

  const name = commandInfo.user ?? config.user
  const user = name === undefined ? undefined : await parts.resolveUser(name)
  await parts.createSandbox(directory, name)
  goOn('its sandbox was made')
  await parts.fetcher.fetch({ containerKey: key, uris, directory, signal, ...(name !== undefined && { user: name }) })
    .catch((error: unknown) => { goOn('fetching'); throw error })
  goOn('fetching')

  life.report(container, { state: 'TASK_STARTING' })
  const other = user !== undefined && user.uid !== process.getuid?.()
  const { keeper, leader, go, close } = await startProcess({ directory, ...(other && { user }) })
  const grace = taskInfo?.killPolicy?.gracePeriod?.nanoseconds
  const quota = diskQuota(config.resources)
  const limit = taskInfo?.maxCompletionTime?.nanoseconds ?? 0
  container.run = {
    containerId: container.id,
    directory,
    ...(taskInfo !== undefined && { taskId: taskInfo.taskId, ...checksAsked(taskInfo) }),
    bootId: readBootId(),
    keeper,
    leader,
    started: false,
    taskKillingState: options.taskKillingState ?? false,
    gracePeriodMs: grace === undefined ? options.shutdownGracePeriodMs ?? GRACE_MS : grace / 1e6,
    ...(quota !== undefined && { diskQuotaBytes: quota }),
    ...(limit > 0 && { completionDeadline: parts.clock.now() + limit / 1e6 })
  }
  try {
    await life.save(container.run)
    goOn('starting')
    await go(script)
  } finally {
    close()
  }
  goOn('starting')
  await life.save({ ...container.run, started: true })
  goOn('starting')
  container.run.started = true
  life.reportRunning(container)
  life.watch(container, container.run)
}
