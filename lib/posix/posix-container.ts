import { deferred } from '../util/deferred.ts'
import type { TaskChecks } from '../../types/checks.ts'
import type { ContainerTermination } from '../../types/container-termination.ts'
import type { ContainerID, TaskID } from '../../types/mesos-v1.ts'
import type { DiskMeter, DiskMeters } from '../../types/sandbox.ts'
import { noChecks } from './posix-checks.ts'
import type { PosixRun } from './posix-run.ts'

/** One container as this agent sees it; `run` is what the next one will. */
export class PosixContainer {
  readonly id: ContainerID
  readonly directory: string
  readonly taskId: TaskID | undefined
  /** Aborted by destroy and by a kill during the launch. */
  readonly abort = new AbortController()
  readonly ended = deferred<ContainerTermination>()
  /** Settles, without a reason to reject, when the launch is over. */
  readonly launched = deferred<void>()
  run: PosixRun | null = null
  checks: TaskChecks = noChecks
  /** A kill or destroy was asked for. */
  killed = false
  #over = false
  destroying: Promise<ContainerTermination> | null = null
  /** The pending SIGKILL of a kill with grace. */
  escalation: AbortController | null = null
  readonly meter: DiskMeter
  /** Aborted when its sandbox need not be looked at any more. */
  readonly diskWatch = new AbortController()

  constructor (id: ContainerID, directory: string, taskId: TaskID | undefined, disk: DiskMeters) {
    this.meter = disk(directory)
    this.id = id
    this.directory = directory
    this.taskId = taskId
  }

  /** Its processes may be counted and signalled. */
  get running (): PosixRun | null {
    return this.run?.started === true && !this.over ? this.run : null
  }

  /** Its end has been seen, though perhaps not yet told. */
  get over (): boolean {
    return this.#over || this.run?.termination !== undefined
  }

  /** It has ended, or was let go of: what is due for it is not any more. */
  letGo (): void {
    this.escalation?.abort()
    this.checks.stop()
    this.diskWatch.abort()
  }

  end (termination: ContainerTermination): void {
    this.#over = true
    this.ended.resolve(termination)
  }
}
