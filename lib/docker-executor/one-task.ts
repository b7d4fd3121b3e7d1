import type { ExecutorEventSubscribed, KillPolicy, TaskInfo, TaskStatus } from '../../types/mesos-v1.ts'
import { isTerminal } from '../agent/terminal-states.ts'
import { DockerContainer } from '../docker/docker-container.ts'
import type { DockerParts } from '../docker/docker-parts.ts'
import type { DockerRun } from '../docker/docker-run.ts'
import { deferred } from '../util/deferred.ts'
import { readBootId } from '../util/read-process.ts'

export interface OneTaskParts {
  parts: DockerParts
  /** Name of the container. */
  container: string
  /** Absolute host path of the sandbox. */
  directory: string
  /** More variables for the task. */
  environment: Record<string, string>
  shutdownGraceMs: number
  /** Resolves when the agent has acknowledged it. */
  say: (status: TaskStatus) => Promise<void>
}

/** What the original takes off the grace of a shutdown, so that it is done with it before the agent takes over. */
const RESERVE_MS = 2000

/** The task of an executor that takes one: its container from launch to end, in the docker containerizer's own way. */
export class OneTask {
  readonly #parts: OneTaskParts
  readonly #over = deferred<void>()
  readonly #finished = deferred<void>()
  #container: DockerContainer | undefined

  constructor (parts: OneTaskParts) {
    this.#parts = parts
  }

  get taken (): boolean { return this.#container !== undefined }
  /** Resolves when the end of the task has been said. */
  get over (): Promise<void> { return this.#over.promise }
  /** Resolves when it is acknowledged, and so is everything before it. */
  get finished (): Promise<void> { return this.#finished.promise }

  /** Begins. Never throws: what goes wrong is said of the task. */
  launch (task: TaskInfo, by: ExecutorEventSubscribed): void {
    if (this.taken) {
      this.#parts.say({ taskId: task.taskId, state: 'TASK_FAILED', message: 'Attempted to run multiple tasks using a "docker" executor' })
      return
    }
    const run = this.#run(task, by)
    const told = new Set<Promise<void>>()
    const say = (status: TaskStatus): Promise<void> => {
      const saying = this.#parts.say(status)
      told.add(saying)
      if (isTerminal(status.state)) this.#over.resolve()
      return saying
    }
    this.#container = new DockerContainer(this.#parts.parts, run, say)
    this.#live(this.#container, run, say).then(() => Promise.all(told)).then(() => this.#finished.resolve())
  }

  kill (killPolicy?: KillPolicy): void {
    this.#container?.kill(killPolicy === undefined ? {} : { killPolicy })
  }

  /** The executor is to end: the task is given most of the time that this has. */
  shutdown (): void {
    this.kill({ gracePeriod: { nanoseconds: Math.max(0, this.#parts.shutdownGraceMs - RESERVE_MS) * 1e6 } })
  }

  #run (task: TaskInfo, { executorInfo, frameworkInfo, containerId }: ExecutorEventSubscribed): DockerRun {
    const { container, directory, shutdownGraceMs } = this.#parts
    const { command = {}, resources = [], limits } = task
    const config = {
      directory,
      commandInfo: command,
      ...(task.container === undefined ? {} : { containerInfo: task.container }),
      taskInfo: task,
      resources,
      ...(executorInfo.frameworkId === undefined ? {} : { frameworkId: executorInfo.frameworkId }),
      ...(limits === undefined ? {} : { limits })
    }
    const taskKillingState = frameworkInfo.capabilities?.some(({ type }) => type === 'TASK_KILLING_STATE') === true
    return { containerId: containerId ?? { value: container }, name: container, config, bootId: readBootId(), taskKillingState, shutdownGracePeriodMs: shutdownGraceMs }
  }

  async #live (container: DockerContainer, run: DockerRun, say: (status: TaskStatus) => Promise<void>): Promise<void> {
    const { parts, environment } = this.#parts
    const { taskId } = run.config.taskInfo as TaskInfo
    try {
      await container.launch(parts.plan(run, environment), environment)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      // That it was killed meanwhile has been said.
      if (code === 'CONTAINERIZER_ERR_CONTAINER_DESTROYED') return
      return say({ taskId, state: 'TASK_FAILED', message: `Failed to create docker run options: ${message}` })
    }
    await container.termination
  }
}
