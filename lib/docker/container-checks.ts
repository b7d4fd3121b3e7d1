import type { CheckMarks, TaskChecks } from '../../types/checks.ts'
import type { ContainerDetails } from '../../types/docker-engine.ts'
import type { ContainerStatus, TaskStatus } from '../../types/mesos-v1.ts'
import type { DockerParts } from './docker-parts.ts'
import type { DockerRun } from './docker-run.ts'
import { execInContainer } from './exec-in-container.ts'
import { spokenFor } from './executed-run.ts'
import { initProcess } from './init-process.ts'
import { runningStatus } from './task-statuses.ts'

/** That a container's task runs, and what its checks find out, in the docker executor's words. */
export class ContainerChecks {
  readonly #parts: Pick<DockerParts, 'engine' | 'clock' | 'imageHealth'>
  readonly #run: DockerRun
  readonly #emit: (status: TaskStatus) => void
  readonly #checks: TaskChecks | undefined
  #status: ContainerStatus | undefined
  /** What the image's own check found out. */
  #healthy: boolean | undefined
  #unheed = (): void => {}

  /** The signal ends them as `stop` does. */
  constructor (parts: Pick<DockerParts, 'engine' | 'clock' | 'checks' | 'imageHealth'>, run: DockerRun, emit: (status: TaskStatus) => void, failed: () => void, signal: AbortSignal) {
    const taskInfo = spokenFor(run)
    this.#parts = parts
    this.#run = run
    this.#emit = emit
    this.#checks = taskInfo && parts.checks({ task: taskInfo, changed: reason => this.#say({ reason }), failed })
    signal.addEventListener('abort', () => this.stop(), { once: true })
  }

  /** What the end of a task says of its health: only that it was the reason. */
  get verdict (): CheckMarks {
    return this.#checks?.unhealthy === true ? { healthy: false } : {}
  }

  /** Says that it runs. Null: the engine could not tell more. One that is being ended is not checked any more. */
  started (engineId: string, details: ContainerDetails | null, isEnding: boolean): void {
    const taskInfo = spokenFor(this.#run)
    const { containerId } = this.#run
    if (taskInfo === undefined) return
    const status: Partial<TaskStatus> = details === null ? {} : runningStatus(taskInfo.taskId, containerId, details)
    this.#status = status.containerStatus
    if (!isEnding && taskInfo.healthCheck === undefined) this.#heedImage(engineId, details)
    this.#say(status)
    if (isEnding) return
    this.#checks?.start({
      process: details?.networkMode === 'host' ? undefined : () => details && initProcess(details),
      exec: (command, signal) => execInContainer(this.#parts, engineId, command, signal)
    })
  }

  stop (): void {
    this.#checks?.stop()
    this.#unheed()
  }

  /** Unlike Mesos, which never looks at it. */
  #heedImage (engineId: string, details: ContainerDetails | null): void {
    const { imageHealth } = this.#parts
    if (imageHealth === undefined) return
    this.#healthy = imageHealth.of(engineId) ?? details?.state.healthy
    this.#unheed = imageHealth.on(engineId, (healthy) => {
      if (healthy === this.#healthy) return
      this.#healthy = healthy
      this.#say({ reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED' })
    })
  }

  #say (more: Partial<TaskStatus>): void {
    const { taskInfo } = this.#run.config
    const containerStatus = this.#status
    const healthy = this.#healthy === undefined ? {} : { healthy: this.#healthy }
    this.#emit({ taskId: taskInfo!.taskId, state: 'TASK_RUNNING', ...(containerStatus === undefined ? {} : { containerStatus }), ...this.#checks?.marks, ...healthy, ...more })
  }
}
